// @ts-check
/** The sealed indexes of a reader's audiences, opened and made into one (docs/SPEC.md section 7). */

import { fetcher } from "./objects.js";
import { indexIds, readPart } from "./search-format.js";
import { SearchIndex } from "./search-index.js";
import { Listing } from "./sitemap.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {import("./search-index.js").Entry} Entry */

const STEP_MS = 8; // half a frame: the rest of it belongs to the reader's fingers

/**
 * @param {Slot} slot
 * @param {string} audience
 * @param {(entries: Entry[]) => Promise<void>} take told each part's entries as it comes
 * @returns {Promise<boolean[]>} of each part of its index that is on its list, whether it could be had; false where there is no list
 */
async function takeParts(slot, audience, take) {
  const key = slot.audiences[audience];
  const listing = new Listing(slot, audience);
  const [ids, map] = await Promise.all([indexIds(key), listing.map]);
  if (!map) return [false];
  const addresses = [];
  for (const id of ids) {
    const address = `o/${id}.bin`;
    if (!(address in map.files)) break;
    addresses.push(address);
  }
  const get = fetcher(key, slot.cohort, audience, listing);
  return Promise.all(addresses.map(async (address) => {
    const part = await get(address).then(({ content }) => readPart(content)).catch(() => null); // no network, or a file that is damaged or old
    if (part?.parts !== addresses.length) return false; // also while a site is uploaded that is cut in another number of parts
    await take(part.entries);
    return true;
  }));
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

/** @param {Iterable<void>} steps taken with a pause wherever the reader may want to type */
export async function inSteps(steps) {
  let until = performance.now() + STEP_MS;
  for (const _ of steps) {
    if (performance.now() < until) continue;
    await pause();
    until = performance.now() + STEP_MS;
  }
}

/**
 * @param {Slot} slot
 * @returns {Promise<{index: SearchIndex, whole: boolean}>} `whole`: every part of every index was there; rejects where none was
 */
export async function loadIndex(slot) {
  const index = new SearchIndex();
  let taken = Promise.resolve();
  const take = (/** @type {Entry[]} */ entries) => (taken = taken.then(() => inSteps(index.add(entries)))); // one part at a time: two would not pause together
  const had = (await Promise.all(Object.keys(slot.audiences).map((audience) => takeParts(slot, audience, take)))).flat();
  if (had.length > 0 && !had.includes(true)) throw new Error("no index can be had");
  return { index, whole: !had.includes(false) };
}
