// @ts-check
/**
 * Reading without a connection: asks the service worker to keep this reader's files, and tells how things stand. Where there are no
 * service workers nothing happens and nothing is promised.
 */

import { openObject } from "./object.js";
import { spokenMoment, spokenSize } from "./say.js";
import { digestOf, readMap } from "./sitemap.js";
import { trusted } from "./trusted.js";
import { words } from "./words.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {{files: Record<string, string>, built: string}} Lists digests of all that a reader opens by name; the newest minute */

const PATIENCE_MS = 1_500; // for a worker that should only drop its caches: locking must not hang on it

/** The registration under way, so that locking does not miss it. @type {Promise<unknown>} */
let registering = Promise.resolve();

/** @returns {ServiceWorkerContainer | null} */
const workers = () => (window.isSecureContext && location.protocol.startsWith("http") && navigator.serviceWorker) || null;

/** @returns {string | undefined} */
const language = () => document.documentElement.lang || undefined;

/** @param {Slot} slot @param {RequestCache} cache @returns {Promise<Lists>} rejects where one cannot be had */
async function readLists(slot, cache) {
  const lists = { files: /** @type {Record<string, string>} */ ({}), built: "" };
  await Promise.all(Object.entries(slot.maps).map(async ([audience, id]) => {
    const answer = await fetch(`o/${id}.bin`, { credentials: "same-origin", cache });
    if (!answer.ok) throw new Error(`list: ${answer.status}`);
    const sealed = new Uint8Array(await answer.arrayBuffer());
    const map = readMap(new TextDecoder().decode((await openObject(slot.audiences[audience], sealed, { cohort: slot.cohort, audience, id })).content));
    Object.assign(lists.files, map.files, { [`o/${id}.bin`]: await digestOf(sealed) });
    if (map.built > lists.built) lists.built = map.built;
  }));
  return lists;
}

/** @param {ServiceWorkerRegistration} registration @param {object} question @returns {Promise<any>} */
function ask(registration, question) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = (event) => resolve(event.data);
    if (registration.active) registration.active.postMessage(question, [port2]);
    else reject(new Error("no worker"));
  });
}

/** @param {string} id @param {string} text @returns {HTMLElement | null} */
function tell(id, text) {
  const place = document.getElementById(id);
  if (!place) return null;
  place.textContent = text;
  place.hidden = !text;
  return place;
}

function tellNewer() {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = words["offline.reload"];
  again.addEventListener("click", () => location.reload());
  tell("connection", words["offline.newer"])?.append(" ", again);
}

/** @param {Lists} lists @param {Slot} slot @returns {Promise<boolean>} whether the host has others by now; false where it cannot be asked */
async function changed(lists, slot) {
  try {
    return JSON.stringify(Object.entries((await readLists(slot, "reload")).files).sort()) !== JSON.stringify(Object.entries(lists.files).sort());
  } catch {
    return false; // no connection, or a site that is being uploaded just now: the next look will tell
  }
}

/** Look again whenever the reader comes back to this tab or into the network. @param {() => Promise<void>} look */
function watch(look) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  addEventListener("online", look);
  addEventListener("offline", look);
}

/** @param {ServiceWorkerRegistration} registration @param {Lists} lists @param {Slot} slot */
async function tellStanding(registration, lists, slot) {
  const { reachable } = await ask(registration, { ask: "standing" });
  tell("connection", reachable ? "" : words["offline.reading"].replace("{date}", spokenMoment(lists.built, language())));
  if (reachable && (await changed(lists, slot))) tellNewer();
}

/** @returns {boolean} whether this reader asked their browser to load little */
const saving = () => /** @type {any} */ (navigator).connection?.saveData === true;

/** @returns {boolean} whether the page is being locked: what was begun for it must not come after */
const locking = () => document.documentElement.dataset.state !== "open";

/**
 * Keep a copy of all that this reader may open, and say so once it is whole.
 * @param {string} salt @param {Slot} slot
 */
export async function keepCopy(salt, slot) {
  const container = workers();
  if (!container || saving() || !Object.keys(slot.maps).length || locking()) return;
  try {
    registering = container.register(trusted.createScriptURL(`worker.js?${salt}`), { updateViaCache: "none" });
    await registering;
    const registration = await container.ready;
    const lists = await readLists(slot, "default");
    const { reachable, copied } = await ask(registration, { ask: "standing" });
    watch(() => tellStanding(registration, lists, slot).catch(() => undefined));
    if (!reachable || copied) await tellStanding(registration, lists, slot);
    const { bytes } = reachable && !locking() ? await ask(registration, { ask: "fill", files: lists.files }) : { bytes: 0 };
    if (bytes) tell("kept", words["offline.ready"].replace("{size}", spokenSize(bytes, language())));
  } catch (fault) {
    // reading goes on without a copy: storage is switched off, the browser refuses workers, or the connection went
    console.info("portalgen offline:", fault instanceof Error ? fault.message : "");
  }
}

/** Drop the copy of this site and its worker. */
export async function freeCopy() {
  try {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([registering, late]);
    const registration = await workers()?.getRegistration();
    if (!registration) return;
    if (registration.active) await Promise.race([ask(registration, { ask: "free" }), late]);
    await registration.unregister();
  } catch {
    // a browser that keeps nothing has nothing to drop
  }
}
