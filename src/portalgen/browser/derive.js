// @ts-check
/** Keys out of keys: HKDF-SHA256 with a name for each purpose. */

import { fromText } from "./bytes.js";

/**
 * @param {Uint8Array<ArrayBuffer>} key
 * @param {string} purpose
 * @param {number} length bytes
 * @param {Uint8Array<ArrayBuffer>} salt
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function derive(key, purpose, length, salt) {
  const base = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: fromText(purpose) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, 8 * length));
}

/**
 * @param {Uint8Array<ArrayBuffer>} key
 * @param {Uint8Array<ArrayBuffer>} nonce
 * @param {Uint8Array<ArrayBuffer>} sealed
 * @param {string} bound what the ciphertext is bound to
 * @returns {Promise<Uint8Array<ArrayBuffer>>} rejects for any damage
 */
export async function openGcm(key, nonce, sealed, bound) {
  const own = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: nonce, additionalData: fromText(bound) };
  return new Uint8Array(await crypto.subtle.decrypt(how, own, sealed));
}

/**
 * @param {Uint8Array<ArrayBuffer>} key
 * @param {Uint8Array<ArrayBuffer>} nonce never used twice with this key
 * @param {Uint8Array<ArrayBuffer>} plain
 * @param {string} bound what the ciphertext is bound to
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function sealGcm(key, nonce, plain, bound) {
  const own = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv: nonce, additionalData: fromText(bound) };
  return new Uint8Array(await crypto.subtle.encrypt(how, own, plain));
}
