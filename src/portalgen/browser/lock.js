// @ts-check
/** *Lock now*: forget the keys in this tab and in every other tab of the site, and show the lock page again. */

import { forget } from "./keys.js";
import { freeCopy } from "./offline.js";

/** @param {string} salt @returns {string} */
const channelOf = (salt) => `portalgen lock ${salt}`;

/** @param {string} salt */
function lockHere(salt) {
  forget(salt);
  location.reload();
}

/** Listen for a lock in another tab. @param {string} salt */
export function listen(salt) {
  if (typeof BroadcastChannel === "function") {
    new BroadcastChannel(channelOf(salt)).onmessage = () => lockHere(salt);
  }
}

/** @param {string} salt */
export function lockEverywhere(salt) {
  if (typeof BroadcastChannel === "function") new BroadcastChannel(channelOf(salt)).postMessage("lock");
  forget(salt);
  void freeCopy().finally(() => lockHere(salt));
}
