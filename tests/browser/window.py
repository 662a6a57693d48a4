"""A browser window that is watched: whatever goes wrong in it is written down."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

TELL_OF_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
REFUSED = "Failed to load resource: the server responded with a status of "


@dataclass
class Window:
    """One browser context at one origin."""

    context: BrowserContext
    origin: str
    faults: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    #: Beginnings of addresses elsewhere that a test means to reach (and answers itself).
    elsewhere: tuple[str, ...] = ()
    #: Parts of addresses that a test expects to be refused.
    refused: tuple[str, ...] = ()

    def watch(self) -> "Window":
        """Begin to listen."""
        self.context.add_init_script(TELL_OF_VIOLATIONS)
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("request", self._asked)
        self.context.set_default_timeout(10_000)
        return self

    def page(self, path: str = "") -> Page:
        """A new tab, at an address of the site."""
        page = self.context.new_page()
        if path:
            page.goto(self.origin + path)
        return page

    def sign_in(self, key: str) -> "Window":
        """Take a session, or drop the one there is."""
        self.context.clear_cookies()
        if key:
            cookie: Any = {"name": "sessionid", "value": key, "url": self.origin}
            self.context.add_cookies([cookie])
        return self

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        where = message.location["url"]
        if message.text.startswith(REFUSED) and any(part in where for part in self.refused):
            return
        self.faults.append(f"console: {message.text} {where}")

    def _asked(self, request: Request) -> None:
        url = request.url
        self.sent.append(f"{request.method} {urlsplit(url).path}")
        if not url.startswith((self.origin, "data:", "blob:", *self.elsewhere)):
            self.faults.append(f"elsewhere: {url}")
