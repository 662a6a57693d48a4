// A thread that stays open for a moment is marked as read, as its button does; without scripts the button does it.
const WAIT = 4000;
const button = document.querySelector("button[data-read-to]");

if (button) setTimeout(() => { if (document.visibilityState === "visible") mark(); }, WAIT);

function mark() {
  const body = new FormData(button.form);
  body.set(button.name, button.value);
  fetch(button.form.action, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
}
