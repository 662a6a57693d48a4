// <form data-autosave="URL">: sends changed fields a moment after a change, and when the page is put away.
// With data-autosave-unticked, a field that holds nothing any more is sent empty.
// A [data-autosave-note] live region says how it went. The plain submit always works.
const WAIT = 800;
const RETRY = 8000;

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
      // Where the form says so, a tick that was taken out is told too, as nothing.
      if (!values.length && "autosaveUnticked" in form.dataset) values.push("");
      values.forEach((value) => body.append(name, value));
    }
    // Hidden fields go along when they belong to the whole form, or to a group of fields that changed.
    for (const hidden of form.querySelectorAll("input[type=hidden]")) {
      const group = hidden.closest("fieldset");
      if (!group || names.some((name) => group.querySelector(`[name="${CSS.escape(name)}"]`))) body.append(hidden.name, hidden.value);
    }
    changed.clear();
    sending = true;
    try {
      const answer = await post(body, keepalive);
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      // Signed out, or signed in anew in another tab: what was typed stays here until it can be kept.
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        names.forEach((name) => changed.add(name));
        say(note?.dataset.signedOut ?? "You are signed out. Sign in again in another tab; what you wrote stays here and is saved then.");
        return later((await newToken()) ? 0 : RETRY);
      }
      // Refused for good (handed in elsewhere): the plain button says why.
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

  function post(body, keepalive) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    if (body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token);
    return fetch(form.dataset.autosave, {
      method: "POST", body, keepalive, credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRFToken": token, "X-Requested-With": "fetch", Accept: "application/json" },
    });
  }

  // The page as it is drawn now holds the token of the session there is now, if there is one.
  async function newToken() {
    const page = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
    if (!page.ok) return false;
    const parsed = new DOMParser().parseFromString(await page.text(), "text/html");
    const fresh = parsed.querySelector("main form [name=csrfmiddlewaretoken]")?.value;
    if (!fresh) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
    return true;
  }

  function onChange(event) {
    if (!event.target.name || event.target.type === "file") return;
    changed.add(event.target.name);
    say(note?.dataset.waiting ?? "");
    later(WAIT);
  }

  form.addEventListener("input", onChange);
  form.addEventListener("change", onChange);
  form.addEventListener("submit", () => { clearTimeout(timer); changed.clear(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });
  addEventListener("online", () => send());
  addEventListener("focus", () => send());
}
