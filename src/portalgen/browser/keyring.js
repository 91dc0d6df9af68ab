// @ts-check
/** The keyring of the entrance: what a credential opens (docs/SPEC.md section 6). */

import { fromBase64, fromHex, same, toText } from "./bytes.js";
import { derive, openGcm } from "./derive.js";

/** @typedef {{nonce: string, salt: string, slots: string[], v: number}} Keyring */
/** @typedef {{audiences: Record<string, string>, cohort: string, home: string, maps: Record<string, string>, reader: string}} Slot */

const SALT = /^[0-9a-f]{32}$/;
const KEY = /^[0-9a-f]{64}$/;
const ID = /^[a-z2-7]{16}$/;
const COHORT = /^[a-z0-9.-]+$/;
const AUDIENCE = /^[a-z0-9.:-]+$/;
const IN_PAGE = /<script type="application\/json" id="keyring">(.*?)<\/script>/s;

/** @param {string} html the text of an entrance @returns {Keyring | null} */
export function extractKeyring(html) {
  const found = IN_PAGE.exec(html);
  return found ? readKeyring(found[1]) : null;
}

/** @param {object} value @param {string} fields @returns {boolean} whether it has these fields and no other */
const has = (value, fields) => value !== null && Object.keys(value).sort().join() === fields;

/** @param {string} text @returns {Keyring} throws where it has another shape */
export function readKeyring(text) {
  const value = JSON.parse(text);
  const right = has(value, "nonce,salt,slots,v") && value.v === 1 && SALT.test(value.salt) && Array.isArray(value.slots);
  if (!right || fromBase64(value.nonce).length !== 16) throw new Error("keyring of another shape");
  const lengths = new Set(value.slots.map((/** @type {string} */ slot) => fromBase64(slot).length));
  const [length] = lengths;
  if (!value.slots.length || value.slots.length % 16 || lengths.size !== 1 || length < 544 || (length - 32) % 512) {
    throw new Error("slots of another shape");
  }
  return value;
}

/** @param {unknown} value @param {(name: string, entry: string) => boolean} fits @returns {boolean} whether all entries do */
const all = (value, fits) => !!value && typeof value === "object" && !Array.isArray(value)
  && Object.entries(value).every(([name, entry]) => typeof entry === "string" && fits(name, entry));

/** @param {string} text @returns {Slot} throws where it has another shape */
export function readSlot(text) {
  const slot = JSON.parse(text);
  const right = has(slot, "audiences,cohort,home,maps,reader") && typeof slot.cohort === "string" && COHORT.test(slot.cohort) && ID.test(slot.home)
    && typeof slot.reader === "string" && (slot.reader === "" || AUDIENCE.test(slot.reader))
    && all(slot.audiences, (name, key) => AUDIENCE.test(name) && KEY.test(key)) && Object.keys(slot.audiences).length > 0
    && all(slot.maps, (name, id) => AUDIENCE.test(name) && ID.test(id));
  if (!right) throw new Error("slot of another shape");
  return slot;
}

/**
 * @param {Keyring} keyring
 * @param {string} uHex what the credential derives
 * @returns {Promise<Slot | null>} null where the keyring has no slot for it; rejects for a damaged slot
 */
export async function openSlot(keyring, uHex) {
  const nonce = fromBase64(keyring.nonce);
  if (!KEY.test(uHex)) throw new Error("no derived credential");
  const keys = await derive(fromHex(uHex), "portalgen/1 slot", 60, nonce);
  for (const text of keyring.slots) {
    const slot = fromBase64(text);
    if (!same(slot.subarray(0, 16), keys.subarray(0, 16))) continue;
    const plain = await openGcm(keys.slice(16, 48), keys.slice(48), slot.slice(16), `portalgen/1 slot\0${keyring.salt}`);
    return readSlot(toText(plain).replace(/\0+$/, ""));
  }
  return null;
}
