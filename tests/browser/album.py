"""One walk through every page, and what was seen: kept, so that several tests can look at it."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.test.signals import template_rendered
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from tests.browser import ground
from tests.browser.visits import VISITS, Visit, places
from tests.browser.window import Window

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 700}
#: How a page is shown, at which size, and rules to switch: a phone's targets are measured once, and forced
#: colours are the reader's own, painted over ours, so there is no contrast of ours to measure there.
MODES: dict[str, tuple[dict[str, str], Any, dict[str, Any]]] = {
    "light": ({"color_scheme": "light", "forced_colors": "none"}, NARROW, {"target-size": {"enabled": True}}),
    "dark": ({"color_scheme": "dark", "forced_colors": "none"}, WIDE, {}),
    "forced colours": (
        {"color_scheme": "light", "forced_colors": "active"},
        NARROW,
        {"color-contrast": {"enabled": False}},
    ),
}
UNFOLD = 'document.querySelectorAll("main details").forEach((fold) => { fold.open = true; })'
RUN_AXE = """(rules) => axe.run({ resultTypes: ["violations"], rules }).then((found) =>
  found.violations.map((item) => [item.id, item.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]))"""
REPEATED = """[...document.querySelectorAll("[id]")].map((item) => item.id)
  .filter((id, place, all) => all.indexOf(id) !== place)"""
WIDTH = "document.scrollingElement.scrollWidth"


@dataclass
class Album:
    """What was seen on the walk."""

    violations: dict[str, list[str]] = field(default_factory=lambda: {mode: [] for mode in MODES})
    widths: dict[str, int] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def walk(self, window: Window) -> None:
        """Visit every page, in every mode."""
        window.refused = ("/nowhere/", "/verify/NOSUCHCODE/", "%00", "/drawn/", "/account/", "/invitation/")
        template_rendered.connect(self._drawn)
        known = places()
        page = window.page()
        for visit in VISITS:
            who = ground.named(visit.who) if visit.who else None
            window.sign_in(ground.session_of(who, asked_lately=visit.asked_lately))
            try:
                self.look(page, visit, window.origin + visit.path.format(**known))
            except PlaywrightError as error:
                self.faults.append(f"{visit.name}: {error.message}")
        template_rendered.disconnect(self._drawn)
        self.faults += window.faults
        window.faults.clear()

    def look(self, page: Page, visit: Visit, address: str) -> None:
        """Open one page and look at it in every mode."""
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        page.goto(address)
        visit.act(page)
        page.evaluate(UNFOLD)
        self.widths[visit.name] = page.evaluate(WIDTH)
        self.faults += [f"{visit.name}: the id {name} twice" for name in page.evaluate(REPEATED)]
        page.evaluate(Axe().axe_script)
        for mode, (media, size, rules) in MODES.items():
            page.emulate_media(**media)  # type: ignore[arg-type]
            page.set_viewport_size(size)
            found = page.evaluate(RUN_AXE, rules)
            self.violations[mode] += [f"{visit.name}: {rule} {where}" for rule, where in found]

    def _drawn(self, template: Any, **_rest: Any) -> None:
        self.templates.add(str(template.name))
