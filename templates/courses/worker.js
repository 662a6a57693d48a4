{% load static %}// Answers for pages that a reader chose to keep on this device, when there is no line. Keeps nothing by itself.
const STORE = "kept-lessons";
const LIST = "/learn/offline/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith("/learn/")) event.respondWith(page(request, url));
  else if (url.pathname.startsWith("{% get_static_prefix %}")) event.respondWith(asset(request));
});

async function page(request, url) {
  try {
    return await fetch(request);
  } catch (error) {
    const store = await caches.open(STORE);
    const path = url.pathname.endsWith("/offline/") ? url.pathname : `${url.pathname}offline/`;
    const found = await store.match(path) ?? await store.match(LIST);
    if (found) return found;
    throw error;
  }
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await (await caches.open(STORE)).match(request.url);
    if (found) return found;
    throw error;
  }
}
