// @ts-check
/**
 * The service worker: answers for a site that cannot be reached, from the copy on this device. It holds no key and opens nothing.
 * Pages tell it which files to keep, by opaque names; its own address carries the salt of the site and nothing else.
 */

import { fileAt } from "./files.js";
import { Shelf } from "./copy.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const shelf = new Shelf(worker.location.search.slice(1), (name) => new URL(name, scope).href);
const PATIENCE_MS = 3_000; // a host that has not answered by then is treated as out of reach

/** Pages that were answered from the copy: their lists and pictures come from it too, or they would not match. @type {Set<string>} */
const copied = new Set();
/** @type {Promise<number> | null} */
let filling = null;

/** @param {Request} request @returns {Promise<Response | null>} null where the host is out of reach, slow or at fault */
async function fromHost(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const answer = fetch(request).then((given) => (given.status >= 500 ? null : given)).catch(() => null);
  return Promise.race([answer, late]);
}

/** @param {FetchEvent} event @param {string} name @returns {Promise<Response>} */
async function answer(event, name) {
  const copy = await shelf.copy();
  const kept = await copy?.cache.match(shelf.at(name));
  if (!kept) return fetch(event.request);
  if (name.startsWith("assets/") || copied.has(event.clientId)) return kept;
  const given = await fromHost(event.request);
  if (given) return given;
  if (event.resultingClientId) copied.add(event.resultingClientId);
  return kept;
}

/** @returns {Promise<boolean>} whether the host answers */
const reachable = async () => (await fromHost(new Request(worker.location.href, { method: "HEAD", cache: "no-store" }))) !== null;

/** @param {Record<string, string>} files @returns {Promise<number>} */
async function fill(files) {
  const { emptied } = shelf;
  await filling?.catch(() => 0); // one at a time: the second finds what the first has kept
  filling = shelf.fill(files, emptied);
  return filling;
}

/** What a page may ask, and what it is told. @type {Record<string, (event: ExtendableMessageEvent) => Promise<object>>} */
const asked = {
  standing: async (event) => ({ reachable: await reachable(), copied: event.source instanceof Client && copied.has(event.source.id) }),
  fill: async (event) => ({ bytes: await fill(event.data.files) }),
  free: async () => {
    await shelf.free(); // the page unregisters: a worker that is asked late would take a newer one with it
    return {};
  },
};

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const name = event.request.method === "GET" && event.request.cache !== "reload" ? fileAt(event.request.url, scope) : "";
  if (name) event.respondWith(answer(event, name));
});
worker.addEventListener("message", (event) => {
  const ask = Object.keys(asked).includes(event.data?.ask) ? asked[event.data.ask] : null;
  if (!ask) return;
  event.waitUntil(ask(event).catch(() => ({})).then((told) => event.ports[0].postMessage(told)));
});
