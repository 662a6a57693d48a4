// <p data-progress>: asks this page again every few seconds and shows how far it is; when the work is done,
// the page is drawn anew. Without this the "Look again" link does the same.
const WAIT = 3000;
const shown = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-progress]");
    if (!fresh) { location.reload(); return; }
    if (fresh.textContent !== shown.textContent) shown.textContent = fresh.textContent;
  } catch {
    // The network is away: ask again later.
  }
  setTimeout(look, WAIT);
}

if (shown) setTimeout(look, WAIT);
