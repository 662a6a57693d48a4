"""What a file is, told by its content; its name alone is never believed. No Django."""

#: How many bytes from the beginning are looked at.
LOOKED_AT = 4096

ZIP = (b"PK\x03\x04",)
#: Extension to what its content may begin with, at which offset.
SIGNATURES: dict[str, tuple[int, tuple[bytes, ...]]] = {
    "pdf": (0, (b"%PDF-",)),
    "docx": (0, ZIP),
    "pptx": (0, ZIP),
    "xlsx": (0, ZIP),
    "odt": (0, ZIP),
    "mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "mp4": (4, (b"ftyp",)),
    "m4a": (4, (b"ftyp",)),
    "ogg": (0, (b"OggS",)),
    "webm": (0, (b"\x1a\x45\xdf\xa3",)),
}
#: Pictures that a browser shows, by extension.
PICTURES: dict[str, bytes] = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
TEXT = frozenset({"csv", "txt", "vtt"})
#: Every extension that may be uploaded as a document.
ACCEPTED = sorted({*SIGNATURES, *TEXT})
#: Beginnings that a browser might take for a page or a script.
ACTIVE = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<iframe", b"<body", b"<img")


def content_fits(name: str, start: bytes) -> bool:
    """Whether the first bytes of a file fit the extension of its name."""
    extension = name.rpartition(".")[2].lower()
    if extension in PICTURES:
        return start.startswith(PICTURES[extension])
    if extension in SIGNATURES:
        offset, beginnings = SIGNATURES[extension]
        return start[offset:].startswith(beginnings)
    if extension in TEXT:
        return is_plain_text(start) and (extension != "vtt" or begins(start, b"WEBVTT"))
    return False


def begins(start: bytes, word: bytes) -> bool:
    """Whether a text begins with a word, byte-order mark or not."""
    return start.removeprefix(b"\xef\xbb\xbf").startswith(word)


def is_plain_text(start: bytes) -> bool:
    """Whether bytes are text in UTF-8 or Windows-1252 and nothing that a browser would run."""
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"\x00" in start or head.startswith(ACTIVE):
        return False
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
