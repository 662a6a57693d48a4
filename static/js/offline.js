// Lessons on this device, by choice: keep and forget them, write down what was done without a line, send it once.
// [data-keep="URL"] keeps one lesson, [data-keep-all] every lesson linked in [data-lessons], [data-kept] lists them,
// [data-keep-opened] holds the box with which somebody has every lesson kept that is opened on this device.
const STORE = "kept-lessons";
const LIST = "/learn/offline/";
const QUEUE = "lessons-done";
const OPENED = "keep-opened-lessons";

if ("serviceWorker" in navigator && "caches" in window) begin();

function begin() {
  for (const button of document.querySelectorAll("[data-keep], [data-keep-all], [data-forget]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep], [data-keep-all], [data-forget], [data-done-offline]");
    if (!button) return;
    if (button.dataset.doneOffline) done(button);
    else if (button.dataset.keep) work(button, () => keep([button.dataset.keep]));
    else if ("keepAll" in button.dataset) work(button, () => keep(addresses()));
    else work(button, forget);
  });
  for (const box of document.querySelectorAll("[data-keep-opened] input")) offer(box);
  keepOpened();
  addEventListener("online", send);
  for (const button of document.querySelectorAll("[data-done-offline]")) if (waiting().some((item) => String(item.lesson) === button.dataset.doneOffline)) tell(button);
  list();
  send();
}

// The choice is this browser's own: it is in no cookie and nowhere on the server.
function keepsOpened() {
  try { return localStorage.getItem(OPENED) === "yes"; } catch { return false; }
}

function offer(box) {
  box.closest("[data-keep-opened]").hidden = false;
  box.checked = keepsOpened();
  box.addEventListener("change", () => {
    try { localStorage.setItem(OPENED, box.checked ? "yes" : "no"); } catch { box.checked = false; }
    keepOpened();
  });
}

function keepOpened() {
  const button = document.querySelector("[data-keep]");
  if (button && keepsOpened() && navigator.onLine) work(button, () => keep([button.dataset.keep]));
}

const addresses = () => [...document.querySelectorAll("[data-lessons] a[href]")].map((link) => `${new URL(link.href).pathname}offline/`);

async function work(button, action) {
  const note = document.querySelector("[data-offline-note]");
  button.disabled = true;
  try {
    await action();
    if (note) note.textContent = button.dataset.said;
  } catch {
    if (note) note.textContent = button.dataset.failed;
  } finally {
    button.disabled = false;
    list();
  }
}

async function keep(paths) {
  await navigator.serviceWorker.register("/learn/worker.js", { scope: "/learn/" });
  const store = await caches.open(STORE);
  for (const path of [...paths, LIST]) {
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const parsed = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    await store.put(path, answer);
    const assets = [...parsed.querySelectorAll("link[rel=stylesheet], script[src]")].map((item) => item.getAttribute("href") ?? item.getAttribute("src"));
    await Promise.all(assets.map(async (asset) => { if (!(await store.match(asset))) await store.add(asset); }));
  }
}

async function forget() {
  try { localStorage.removeItem(OPENED); } catch { /* It was never kept. */ }
  for (const box of document.querySelectorAll("[data-keep-opened] input")) box.checked = false;
  await caches.delete(STORE);
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
}

async function list() {
  const place = document.querySelector("[data-kept]");
  if (!place) return;
  const keys = (await caches.has(STORE)) ? await (await caches.open(STORE)).keys() : [];
  const paths = keys.map((request) => new URL(request.url).pathname).filter((path) => path.endsWith("/offline/") && path !== LIST);
  place.replaceChildren(...await Promise.all(paths.map(entry)));
  document.querySelector("[data-kept-none]").hidden = paths.length > 0;
}

async function entry(path) {
  const answer = await caches.match(path);
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = path;
  link.textContent = parsed.querySelector("h1")?.textContent ?? path;
  item.append(link);
  return item;
}

// What was done waits in this browser's own store, with a mark that says whose it is without a name.
function waiting() {
  try { return JSON.parse(localStorage.getItem(QUEUE) ?? "[]"); } catch { return []; }
}

function done(button) {
  const items = waiting().filter((item) => String(item.lesson) !== button.dataset.doneOffline);
  items.push({ lesson: Number(button.dataset.doneOffline), mark: button.dataset.mark, at: new Date().toISOString() });
  localStorage.setItem(QUEUE, JSON.stringify(items));
  tell(button);
  send();
}

function tell(button) {
  button.disabled = true;
  const note = document.querySelector("[data-offline-note]");
  if (note) note.textContent = button.dataset.said;
}

async function send() {
  const items = waiting();
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!items.length || !token || !navigator.onLine) return;
  for (const mark of new Set(items.map((item) => item.mark))) {
    const mine = items.filter((item) => item.mark === mark).map(({ lesson, at }) => ({ lesson, at }));
    try {
      const answer = await fetch("/learn/offline/sync/", {
        method: "POST", credentials: "same-origin", redirect: "error",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify({ mark, items: mine }),
      });
      if (!answer.ok) continue;
      const { kept, refused } = await answer.json();
      const settled = new Set([...kept, ...refused]);
      localStorage.setItem(QUEUE, JSON.stringify(waiting().filter((item) => item.mark !== mark || !settled.has(item.lesson))));
    } catch { /* No line yet: it stays here and is sent next time. */ }
  }
}
