// @ts-check
/** Locking: forget what opens the site without a gesture, in this tab or in all, and show the lock page again with the reason. */

import { dropBlobs } from "./blobs.js";
import { forget, held } from "./keys.js";
import { freeCopy } from "./offline.js";
import { pause, unremember } from "./remember.js";

/** @typedef {"now" | "idle" | "renewed"} Why the reader asked for it; nobody touched the page; its keys are no longer the portal's */

/** Browsers drop a site's caches even where its worker no longer answers. @param {string} salt */
async function dropCaches(salt) {
  if (typeof caches === "undefined") return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.includes(salt)).map((name) => caches.delete(name)));
}

/** Where the tabs of this site hear of each other's *Lock now*. @type {BroadcastChannel | null} */
let channel = null;

/**
 * Forget, in this tab and on this device. A passkey stays: it opens nothing without its gesture. After an idle lock the wish to
 * be remembered stays too, without any key.
 * @param {string} salt @param {Why} why
 */
export async function free(salt, why) {
  dropBlobs();
  if (why === "idle") await pause(salt); // first: should the page go meanwhile, the next one sees the deadline and goes on
  forget(salt);
  if (why !== "idle") await Promise.allSettled([unremember(salt), freeCopy(), dropCaches(salt)]);
}

/** Leave nothing to read while the device forgets. */
function hide() {
  document.documentElement.dataset.state = "away";
}

/** @param {Why} why */
function showLock(why) {
  history.replaceState({ portalgen: why }, "");
  location.reload();
}

/** @param {string} salt @param {Why} why */
export async function lockHere(salt, why) {
  hide();
  await free(salt, why);
  showLock(why);
}

/** @returns {Why | ""} why the page was locked before it was loaded again; said once */
export function whyLocked() {
  const why = history.state?.portalgen ?? "";
  if (why) history.replaceState(null, "");
  return why;
}

/** Lock when another tab does, and when the browser brings back a page whose keys are gone. @param {string} salt */
export function listen(salt) {
  const root = document.documentElement;
  if (typeof BroadcastChannel === "function") {
    channel = new BroadcastChannel(`portalgen lock ${salt}`);
    channel.onmessage = () => lockHere(salt, "now");
  }
  let before = root.dataset.state;
  addEventListener("pagehide", () => {
    before = root.dataset.state;
    if (before === "open") root.dataset.state = "away";
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted || root.dataset.state !== "away") return;
    if (held(salt)) root.dataset.state = before;
    else location.reload();
  });
}

/** *Lock now*. @param {string} salt */
export async function lockEverywhere(salt) {
  hide();
  await free(salt, "now"); // before the other tabs hear of it, or they would find the device still remembering
  channel?.postMessage("lock"); // a second channel of this page would hear it here too
  showLock("now");
}
