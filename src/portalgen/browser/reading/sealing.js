// @ts-check
/** Seal and open one reader's notes: AES-256-GCM under a key that only their own passphrase leads to (docs/SPEC.md section 9). */

import { fromHex, fromText, toHex, toText } from "../bytes.js";
import { derive } from "../derive.js";

/** @typedef {import("../keyring.js").Slot} Slot */
/** @typedef {import("./keeping.js").Kept} Kept */
/** @typedef {import("./anchor.js").Anchor} Anchor */
/** @typedef {{id: string, until: string, cohort: string, page: string, title: string, anchor: Anchor | null, text: string, made: string}} Note anchor: null for a note on the page as a whole */
/** @typedef {{key: CryptoKey, by: string, site: string}} Seal */

const NONCE = 12;
const WIDEST = ["conveners", "members"]; // of shared passphrases, the one that fewest others on a device may hold

/**
 * @param {Slot} slot
 * @returns {string} the audience that is this reader: their own where they have one; never one that assistants open too
 */
export function ownerOf(slot) {
  if (slot.audiences[slot.reader]) return slot.reader;
  return WIDEST.find((name) => slot.audiences[name]) ?? Object.keys(slot.audiences).sort()[0];
}

/** @param {string} keyHex of the owner's audience @param {string} salt of the site @returns {Promise<Seal>} */
export async function sealOf(keyHex, salt) {
  const secret = fromHex(keyHex);
  const how = { name: "HKDF", hash: "SHA-256", salt: fromHex(salt), info: fromText("portalgen/1 notes key") };
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  return { key, by: toHex(await derive(secret, "portalgen/1 notes name", 16, fromHex(salt))), site: salt };
}

/** @param {{id: string, until: string}} record @returns {Uint8Array<ArrayBuffer>} */
const bound = ({ id, until }) => fromText(`portalgen/1 note\0${id}\0${until}`);

/** @param {Seal} seal @param {Note} note @returns {Promise<Kept>} */
export async function sealNote({ key, by, site }, note) {
  const { id, until, ...inside } = note;
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const how = { name: "AES-GCM", iv: nonce, additionalData: bound(note) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, fromText(JSON.stringify(inside))));
  const joined = new Uint8Array(NONCE + sealed.length);
  joined.set(nonce);
  joined.set(sealed, NONCE);
  return { id, by, site, until, sealed: joined };
}

/** @param {Seal} seal @param {Kept} kept @returns {Promise<Note | null>} null where it is damaged or another key sealed it */
export async function openNote({ key }, kept) {
  const how = { name: "AES-GCM", iv: kept.sealed.slice(0, NONCE), additionalData: bound(kept) };
  try {
    const inside = JSON.parse(toText(await crypto.subtle.decrypt(how, key, kept.sealed.slice(NONCE))));
    return { id: kept.id, until: kept.until, ...inside };
  } catch {
    return null;
  }
}

/** @returns {string} a name that tells nothing */
export const newId = () => toHex(crypto.getRandomValues(new Uint8Array(16)));
