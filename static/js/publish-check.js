// The publish check beside the form: asked for again a moment after somebody typed, while it is open.
const place = document.querySelector("[data-check-draft]");
const form = document.querySelector("[data-edit-form]");
const WAIT = 1200;

if (place && form) start();

function start() {
  const panel = place.closest("[data-side-panel]");
  const counter = document.querySelector('[data-side-panel-toggle="publish-check"] [data-side-panel-toggle-counter]');
  let timer = 0, asked = 0, stale = false;

  async function ask() {
    if (panel.hidden) return;
    const mine = ++asked;
    stale = false;
    const answer = await fetch(place.dataset.checkDraft, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (mine !== asked) return;
    if (!answer?.ok) { stale = true; return; }
    place.innerHTML = await answer.text();
    const open = place.querySelector("[data-open]").dataset.open;
    counter.textContent = open;
    counter.hidden = open === "0";
  }

  const later = () => { stale = true; clearTimeout(timer); timer = setTimeout(ask, WAIT); };

  for (const happened of ["input", "change", "w-unsaved:add", "w-autosave:success"]) form.addEventListener(happened, later);
  panel.addEventListener("show", () => { if (stale) ask(); });
  place.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const tab = link && document.getElementById(link.hash.slice(1))?.closest("[role=tabpanel][hidden]");
    if (tab) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
  });
}
