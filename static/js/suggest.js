// [data-suggest="URL"] around a search field: titles that hold what is typed, as a combobox with a listbox
// (ARIA Authoring Practices). Enter without a choice sends the form; without a script nothing is missing.
const WAIT = 200;

for (const box of document.querySelectorAll("[data-suggest]")) start(box);

function start(box) {
  const input = box.querySelector("input");
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-list`, className: "suggestions", hidden: true });
  const said = Object.assign(document.createElement("p"), { className: "vh" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label);
  said.setAttribute("role", "status");
  box.append(list, said);
  const set = (values) => Object.entries(values).forEach(([name, value]) => input.setAttribute(name, value));
  set({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
  let timer = 0, asked = 0, chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    said.textContent = "";
    set({ "aria-expanded": "false" });
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    const options = [...list.children];
    chosen = (place + options.length + 1) % (options.length + 1);
    if (chosen === options.length) chosen = -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else set({ "aria-activedescendant": options[chosen].id });
  };

  const show = (rows) => {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...rows.map((row, at) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${at}`, textContent: row.title });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = row.url;
      return option;
    }));
    list.hidden = !rows.length;
    set({ "aria-expanded": String(rows.length > 0) });
    said.textContent = rows.length ? `${rows.length} ${box.dataset.some}` : box.dataset.none;
  };

  async function ask() {
    const words = input.value.trim();
    if (words.length < 2) return close();
    const mine = ++asked;
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`, { credentials: "same-origin" });
      if (answer.ok && mine === asked && document.activeElement === input) show((await answer.json()).suggestions);
    } catch { close(); }
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", () => { asked += 1; close(); });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    if (event.target.dataset.url) location.assign(event.target.dataset.url);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); return close(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? list.children.length - 1 : chosen - 1); }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(list.children[chosen].dataset.url); }
  });
}
