"""Blocks that any page of the site may hold; each has a description, a preview and a template."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link"]
SHORT_PREVIEW = "<p>Say who you are and why you are here. Offer one real choice.</p>"


class TextBlock(blocks.RichTextBlock):
    """Running text with headings, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES} | kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings, lists and links.")
        template = "components/blocks/text.html"
        preview_value = f"<h2>The first two minutes</h2>{SHORT_PREVIEW}"


class KeyPointBlock(blocks.StructBlock):
    """One thing to take away."""

    title = blocks.CharBlock(required=False, max_length=120)
    text = blocks.RichTextBlock(features=SHORT_FEATURES)

    class Meta:
        icon = "pick"
        label = _("Key point")
        description = _("One thing to take away, set apart from the text.")
        template = "components/blocks/key_point.html"
        preview_value = {"title": "Ask, don't assume", "text": SHORT_PREVIEW}


class FigureBlock(blocks.StructBlock):
    """A picture whose text alternative is required."""

    image = ImageChooserBlock()
    alt = blocks.CharBlock(
        max_length=300, help_text=_("What the picture shows, for somebody who cannot see it.")
    )
    caption = blocks.CharBlock(required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with the words that stand in for it.")
        template = "components/blocks/figure.html"
        preview_value = {"image": None, "alt": "Two people talking on a bench", "caption": "A quiet place"}


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, with who said them and where."""

    text = blocks.TextBlock()
    who = blocks.CharBlock(max_length=120, help_text=_("A role is enough; name people only by consent."))
    source = blocks.CharBlock(required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's own words, used with consent.")
        template = "components/blocks/quotation.html"
        preview_value = {"text": "Words go here.", "who": "Youth worker", "source": "With consent"}


class StatisticBlock(blocks.StructBlock):
    """A figure from the statistics records, printed with its period and source."""

    statistic = SnippetChooserBlock("academy.Statistic")

    class Meta:
        icon = "order"
        label = _("Statistic")
        description = _("A dated, sourced figure from the records; corrected in one place.")
        template = "components/blocks/statistic.html"
        preview_value = {"statistic": None}


class DoDontBlock(blocks.StructBlock):
    """What helps, beside what does not."""

    title = blocks.CharBlock(required=False, max_length=120)
    do = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("Do"))
    dont = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("Avoid"))

    class Meta:
        icon = "list-ul"
        label = _("Do and avoid")
        description = _("Two short lists side by side.")
        template = "components/blocks/do_dont.html"
        preview_value = {"title": "", "do": ["Offer a choice"], "dont": ["Insist on the story"]}


class RevealBlock(blocks.StructBlock):
    """More for those who want it, folded away."""

    summary = blocks.CharBlock(max_length=160)
    text = blocks.RichTextBlock(features=TEXT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Reveal")
        description = _("A question or label that opens to show more; works without JavaScript.")
        template = "components/blocks/reveal.html"
        preview_value = {"summary": "Why does this matter?", "text": SHORT_PREVIEW}


class TableBlock(blocks.StructBlock):
    """A table of words with a caption."""

    caption = blocks.CharBlock(max_length=200)
    table = TypedTableBlock([("text", blocks.CharBlock(required=False))])
    note = blocks.CharBlock(required=False, max_length=300)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("A captioned table; on a phone it scrolls inside its own frame.")
        template = "components/blocks/table.html"
        preview_value = {"caption": "A table", "table": None, "note": ""}


class DownloadBlock(blocks.StructBlock):
    """One document to take away."""

    document = DocumentChooserBlock()
    about = blocks.CharBlock(max_length=200, help_text=_("What is in it and who would use it."))

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A document with a line on what it is for.")
        template = "components/blocks/download.html"
        preview_value = {"document": None, "about": "A one-page reminder for the team room."}


class MediaBlock(blocks.StructBlock):
    """Audio or video, which needs captions and a transcript to be published."""

    title = blocks.CharBlock(max_length=160)
    media = DocumentChooserBlock(required=False, help_text=_("An audio or video file."))
    captions = DocumentChooserBlock(help_text=_("A WebVTT file (.vtt)."))
    transcript = blocks.RichTextBlock(features=SHORT_FEATURES, help_text=_("Every word, and who says it."))
    minutes = blocks.IntegerBlock(min_value=1, max_value=60)

    def clean(self, value: Any) -> Any:
        """Refuse captions that are not WebVTT by their own first line."""
        cleaned = super().clean(value)
        with cleaned["captions"].open_file() as file:
            if not file.read(9).lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
                raise blocks.StructBlockValidationError(
                    {
                        "captions": ValidationError(
                            _("This file is not WebVTT: its first line must say WEBVTT.")
                        )
                    }
                )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Audio or video")
        description = _("Never plays by itself; captions and a transcript are required.")
        template = "components/blocks/media.html"
        preview_value = {"title": "A short talk", "transcript": SHORT_PREVIEW, "minutes": 3}


def standard_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks every page may hold, fresh for each StreamField."""
    return [
        ("text", TextBlock()),
        ("key_point", KeyPointBlock()),
        ("figure", FigureBlock()),
        ("quotation", QuotationBlock()),
        ("statistic", StatisticBlock()),
        ("do_dont", DoDontBlock()),
        ("reveal", RevealBlock()),
        ("table", TableBlock()),
        ("download", DownloadBlock()),
        ("media", MediaBlock()),
    ]


class StandardBody(blocks.StreamBlock):
    """The body of a plain page."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*standard_blocks(), *(local_blocks or [])], **kwargs)

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
