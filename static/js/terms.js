// A word explained in place: pressing it shows its meaning below the paragraph; without scripts it leads there.
for (const link of document.querySelectorAll("a[data-term]")) {
  link.addEventListener("click", (event) => {
    const meaning = document.querySelector(`${link.hash} dd`);
    const block = link.closest("p, li, td, dd, blockquote");
    if (!meaning || !block || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const open = document.getElementById(link.getAttribute("aria-controls") ?? "");
    if (open) {
      open.remove();
      link.removeAttribute("aria-controls");
      link.setAttribute("aria-expanded", "false");
      return;
    }
    const shown = document.createElement(block.tagName === "LI" || block.tagName === "TD" ? "p" : "div");
    shown.className = "term-shown";
    shown.id = `shown-${link.hash.slice(1)}`;
    shown.setAttribute("role", "note");
    shown.textContent = meaning.textContent;
    if (shown.tagName === "P") block.append(shown); else block.after(shown);
    link.setAttribute("aria-controls", shown.id);
    link.setAttribute("aria-expanded", "true");
  });
}

// Highlights: words chosen in the lesson go into the note's form; kept ones are marked in the text.
const quote = document.querySelector("[data-quote]");
const text = document.querySelector(".lesson-body");
if (quote && text) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    quote.value = chosen.toString().slice(0, 5000);
  });
  for (const kept of document.querySelectorAll("[data-highlight]")) mark(kept.textContent.trim());
}

function mark(words) {
  if (!words) return;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0 || node.parentElement.closest("mark, form")) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    range.surroundContents(document.createElement("mark"));
    return;
  }
}
