// <form data-autosave="URL">: sends changed fields a moment after a change, and when the page is put away.
// A [data-autosave-note] live region says how it went. The plain submit always works.
const WAIT = 800;
const RETRY = 15000;

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

function watch(form) {
  const note = form.querySelector("[data-autosave-note]") ?? document.querySelector("[data-autosave-note]");
  const changed = new Set();
  let timer = 0;
  let sending = false;

  const say = (words) => { if (note) note.textContent = words; };
  const later = (after) => { clearTimeout(timer); timer = setTimeout(send, after); };

  async function send(keepalive = false) {
    clearTimeout(timer);
    if (sending && !keepalive) return later(WAIT);
    const names = [...changed];
    if (!names.length) return;
    const all = new FormData(form);
    const body = new FormData();
    for (const name of names) all.getAll(name).forEach((value) => body.append(name, value));
    // Hidden fields go along when they belong to the whole form, or to a group of fields that changed.
    for (const hidden of form.querySelectorAll("input[type=hidden]")) {
      const group = hidden.closest("fieldset");
      if (!group || names.some((name) => group.querySelector(`[name="${CSS.escape(name)}"]`))) body.append(hidden.name, hidden.value);
    }
    changed.clear();
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body, keepalive, credentials: "same-origin", redirect: "error",
        headers: { "X-CSRFToken": all.get("csrfmiddlewaretoken") ?? "", "X-Requested-With": "fetch", Accept: "application/json" },
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      // Refused for good (handed in elsewhere, signed out): the plain button says why.
      if (!answer.ok) say(note?.dataset.refused ?? "Not saved. Use the button to save.");
      else if (!changed.size) say(note?.dataset.saved ?? "Saved");
    } catch {
      names.forEach((name) => changed.add(name));
      say(note?.dataset.failed ?? "Not saved, will try again");
      later(RETRY);
    } finally {
      sending = false;
    }
  }

  function onChange(event) {
    if (!event.target.name) return;
    changed.add(event.target.name);
    say(note?.dataset.waiting ?? "");
    later(WAIT);
  }

  form.addEventListener("input", onChange);
  form.addEventListener("change", onChange);
  form.addEventListener("submit", () => { clearTimeout(timer); changed.clear(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });
  addEventListener("online", () => send());
}
