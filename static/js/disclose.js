// Small kindnesses around <details>, errors and dialogs. Remembers nothing.

// Open whatever folds away the target of the address.
function openTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  let folded = false;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    folded ||= !fold.open;
    fold.open = true;
  }
  if (folded) target.scrollIntoView();
}
addEventListener("hashchange", openTarget);
openTarget();

// Folds that stand open where there is room.
if (matchMedia("(min-width: 60rem)").matches) {
  document.querySelectorAll("details[data-open-wide], .outline-fold").forEach((fold) => { fold.open = true; });
}

// Menus close with Escape, and when attention goes elsewhere.
const menus = [...document.querySelectorAll("details[data-menu]")];
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus.filter((menu) => menu.open).forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});
for (const kind of ["pointerdown", "focusin"]) {
  addEventListener(kind, (event) => menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
}

// After a form comes back with errors, reading starts at the summary.
document.querySelector("[data-focus]")?.focus();

// A link may open a dialog of this page instead; without JavaScript it stays a link.
document.querySelectorAll("a[data-dialog]").forEach((link) => {
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) return;
  link.addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
});
