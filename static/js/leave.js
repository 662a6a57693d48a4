// Leave this page: blank it, then replace it in the tab's history. Shift pressed three times does the same.
const link = document.querySelector("[data-leave]");
const WITHIN = 1500;
let presses = [];

function leave(event) {
  event?.preventDefault();
  document.title = "…";
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  location.replace(link.href);
}

if (link) {
  link.addEventListener("click", leave);
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN), now];
    if (presses.length >= 3) leave();
  });
  // A page brought back from the browser's memory stays blank.
  addEventListener("pageshow", (event) => { if (event.persisted && document.documentElement.hidden) location.replace(link.href); });
}
