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
    for (const name of names) {
      const values = all.getAll(name);
      for (const value of values.length ? values : [""]) body.append(name, value);
    }
    // What identifies the form (hidden fields: a token, a version) goes along each time.
    for (const field of form.querySelectorAll("input[type=hidden]")) if (!body.has(field.name)) body.append(field.name, field.value);
    changed.clear();
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body, keepalive, credentials: "same-origin", redirect: "error",
        headers: { "X-CSRFToken": all.get("csrfmiddlewaretoken") ?? "", Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      if (!changed.size) say(note?.dataset.saved ?? "Saved");
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
