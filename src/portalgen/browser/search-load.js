// @ts-check
/** The sealed indexes of a reader's audiences, opened and made into one (docs/SPEC.md section 7). */

import { toText } from "./bytes.js";
import { fetcher } from "./objects.js";
import { indexId, readIndex } from "./search-format.js";
import { SearchIndex } from "./search-index.js";
import { Listing } from "./sitemap.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {import("./search-index.js").Entry} Entry */

const STEP_MS = 8; // half a frame: the rest of it belongs to the reader's fingers

/** @param {Slot} slot @param {string} audience @returns {Promise<Entry[] | null>} null where its index cannot be had */
async function entriesOf(slot, audience) {
  try {
    const key = slot.audiences[audience];
    const address = `o/${await indexId(key)}.bin`;
    const listing = new Listing(slot, audience);
    const map = await listing.map;
    if (map && !(address in map.files)) return []; // nothing to find for them
    const opened = await fetcher(key, slot.cohort, audience, listing)(address);
    return readIndex(toText(opened.content));
  } catch {
    return null; // no network, or a file that is damaged or old: the caller tells that it could not be searched
  }
}

/** @returns {Promise<void>} once the browser has done what waited for it; quicker than a timer, which browsers slow down */
const pause = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(0);
});

/**
 * @param {Slot} slot
 * @returns {Promise<{index: SearchIndex, whole: boolean}>} `whole`: every index was there; rejects where none was
 */
export async function loadIndex(slot) {
  const found = await Promise.all(Object.keys(slot.audiences).map((audience) => entriesOf(slot, audience)));
  if (found.every((entries) => entries === null)) throw new Error("no index can be had");
  const index = new SearchIndex(found.flatMap((entries) => entries ?? []));
  let until = performance.now() + STEP_MS;
  for (const _ of index.build()) {
    if (performance.now() < until) continue;
    await pause();
    until = performance.now() + STEP_MS;
  }
  return { index, whole: !found.includes(null) };
}
