"""Two ways to use a page: the keyboard alone, and a pointer where there is no JavaScript."""

from datetime import datetime
from typing import Any

from playwright.sync_api import Download, FilePayload, Page

TABS = 160
IN_SIGHT = """() => {
  const focused = document.activeElement;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const on_top = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight) / 2);
  const covered = on_top?.closest(".leave") && !focused.closest(".leave");
  return width > 0 && height > 0 && top < innerHeight && top + height > 0 && !covered;
}"""


#: The words beside each radio button of the group that has focus, as somebody looking at it reads them.
CHOICES = """() => {
  const { form, name } = document.activeElement;
  const group = [...form.elements].filter((item) => item.type === "radio" && item.name === name);
  return group.map((item) => item.labels[0].innerText);
}"""


class Keyboard:
    """Somebody who only ever presses keys: Tab, Shift and Tab, Space, Enter and the arrows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tree = page.context.new_cdp_session(page)

    def focused(self) -> tuple[str, str]:
        """The role and the accessible name of what has focus, as the browser tells a screen reader."""
        found = self.tree.send("Runtime.evaluate", {"expression": "document.activeElement"})
        asked = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
        node: Any = self.tree.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        name = node.get("name", {}).get("value", "")
        return node.get("role", {}).get("value", ""), " ".join(name.split())

    def tab_to(self, name: str, role: str = "", *, back: bool = False) -> None:
        """Press Tab until something with this in its name has focus and is in view."""
        passed = []
        for _press in range(TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            found, called = self.focused()
            passed.append(f"{found} “{called}”")
            if name in called and role in ("", found):
                assert self.page.evaluate(IN_SIGHT), f"“{called}” has focus where nobody can see it."
                return
        raise AssertionError(f"{TABS} Tabs did not reach {role} “{name}” but {', '.join(passed[:60])}.")

    def follow(self, name: str) -> None:
        """Open a link."""
        self.tab_to(name, "link")
        self._and_wait("Enter")

    def press(self, name: str) -> None:
        """Send a form with one of its buttons."""
        self.tab_to(name, "button")
        self._and_wait("Space")

    def unfold(self, name: str) -> None:
        """Open what a summary folds away."""
        self.tab_to(name, "DisclosureTriangle")
        self.page.keyboard.press("Space")

    def write(self, label: str, text: str) -> None:
        """Type into a field, in place of what stands there."""
        self.tab_to(label, "textbox")
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def pick(self, label: str) -> None:
        """Choose one of some radio buttons: Tab to their group, then the arrows."""
        self.tab_to("", "radio")
        while not any(label in choice for choice in self.page.evaluate(CHOICES)):
            self.tab_to("", "radio")
        self.page.keyboard.press("Space")
        for _step in self.page.evaluate(CHOICES):
            if label in self.focused()[1]:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows did not reach “{label}”.")

    def select(self, label: str, option: str) -> None:
        """Choose from a list by typing how the choice begins."""
        self.tab_to(label, "combobox")
        self.page.keyboard.type(option)

    def set_number(self, label: str, number: int) -> None:
        """Type a number."""
        self.tab_to(label, "spinbutton")
        self.page.keyboard.type(str(number))

    def set_moment(self, label: str, when: datetime) -> None:
        """Type a day and a time of a morning, part by part."""
        self.tab_to(label)
        self.page.keyboard.type(f"{when:%d%m%Y}")
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(f"{when:%H%M}am")

    def attach(self, label: str, file: FilePayload) -> None:
        """Choose a file."""
        with self.page.expect_file_chooser() as chooser:
            self.tab_to(label, "button")
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)

    def choose(self, question: dict[str, Any], keys: list[str]) -> None:
        """Answer a question: arrows among radio buttons, Space on each box to tick."""
        texts = [" ".join(option["text"].split()) for option in question["options"]]
        wanted = [place for place, option in enumerate(question["options"]) if option["key"] in keys]
        if question["kind"] == "multiple":
            for place in wanted:
                self.tab_to(texts[place], "checkbox")
                self.page.keyboard.press("Space")
            return
        self.tab_to(texts[0], "radio")
        self.page.keyboard.press("Space")
        for _step in range(wanted[0]):
            self.page.keyboard.press("ArrowDown")
        assert texts[wanted[0]] in self.focused()[1]

    def take(self, name: str) -> Download:
        """Download what a link leads to."""
        self.tab_to(name, "link")
        with self.page.expect_download() as download:
            self.page.keyboard.press("Enter")
        return download.value

    def _and_wait(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


class Pointer:
    """Somebody with a mouse, and JavaScript switched off."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str) -> None:
        """Open a link."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        """Send a form with one of its buttons."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def unfold(self, name: str) -> None:
        """Open what a summary folds away."""
        self.page.locator("summary", has_text=name).locator("visible=true").first.click()

    def write(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label, exact=True).fill(text)

    def pick(self, label: str) -> None:
        """Choose one of some radio buttons."""
        self.page.get_by_role("radio", name=label).check()

    def select(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def set_moment(self, label: str, when: datetime) -> None:
        """Choose a day and a time."""
        self.page.get_by_label(label).fill(f"{when:%Y-%m-%dT%H:%M}")

    def choose(self, question: dict[str, Any], keys: list[str]) -> None:
        """Answer a question."""
        for key in keys:
            self.page.locator(f'input[name="q{question["id"]}"][value="{key}"]').check()

    def take(self, name: str) -> Download:
        """Download what a link leads to."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=name).click()
        return download.value


Hands = Keyboard | Pointer
