// @ts-check
/** The keyring of the entrance: what a credential opens (docs/SPEC.md section 6). */

import { fromBase64, fromHex, same, toText } from "./bytes.js";
import { derive, openGcm } from "./derive.js";

/** @typedef {{nonce: string, salt: string, slots: string[], v: number}} Keyring */
/** @typedef {{audiences: Record<string, string>, cohort: string, home: string, maps: Record<string, string>, reader: string}} Slot */

const IN_PAGE = /<script type="application\/json" id="keyring">(.*?)<\/script>/s;

/** @param {string} html the text of an entrance @returns {Keyring | null} */
export function extractKeyring(html) {
  const found = IN_PAGE.exec(html);
  return found ? readKeyring(found[1]) : null;
}

/** @param {string} text @returns {Keyring} throws where it has another shape */
export function readKeyring(text) {
  const value = JSON.parse(text);
  const lengths = new Set(value.slots.map((/** @type {string} */ slot) => slot.length));
  if (value.v !== 1 || !/^[0-9a-f]{32}$/.test(value.salt) || fromBase64(value.nonce).length !== 16) throw new Error("keyring");
  if (!value.slots.length || value.slots.length % 16 || lengths.size !== 1) throw new Error("keyring");
  return value;
}

/**
 * @param {Keyring} keyring
 * @param {string} uHex what the credential derives
 * @returns {Promise<Slot | null>} null where the keyring has no slot for it; rejects for a damaged slot
 */
export async function openSlot(keyring, uHex) {
  const nonce = fromBase64(keyring.nonce);
  const keys = await derive(fromHex(uHex), "portalgen/1 slot", 60, nonce);
  for (const text of keyring.slots) {
    const slot = fromBase64(text);
    if (!same(slot.subarray(0, 16), keys.subarray(0, 16))) continue;
    const plain = await openGcm(keys.slice(16, 48), keys.slice(48), slot.slice(16), `portalgen/1 slot\0${keyring.salt}`);
    return JSON.parse(toText(plain).replace(/\0+$/, ""));
  }
  return null;
}
