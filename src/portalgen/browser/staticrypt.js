// @ts-check
/** StatiCrypt pages: the chain of rounds, and opening a message. Nothing is decrypted before its MAC is right. */

import { fromHex, fromText, toHex, toText, whole } from "./bytes.js";

/** Constants of the format; never read from a page, or a host could ask for one round. */
const ROUNDS = /** @type {const} */ ([["SHA-1", 1000], ["SHA-256", 14000], ["SHA-256", 585000]]);
const MAC_HEX = 64;
const IV_HEX = 32;

/**
 * @param {string} passphrase normalised
 * @param {string} salt 32 hex characters, used as text
 * @returns {Promise<string>} the key as 64 hex characters
 */
export async function hashPassphrase(passphrase, salt) {
  if (!/^[0-9a-f]{32}$/.test(salt)) throw new Error("a salt of another shape");
  let password = whole(passphrase);
  for (const [hash, iterations] of ROUNDS) {
    const key = await crypto.subtle.importKey("raw", fromText(password), "PBKDF2", false, ["deriveBits"]);
    const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash, iterations, salt: fromText(salt) }, key, 256);
    password = toHex(new Uint8Array(bits));
  }
  return password;
}

/**
 * @param {string} keyHex 64 hex characters
 * @param {string} message
 * @returns {Promise<string | null>} the plaintext, or null where the key is another one or the message is damaged
 */
export async function openPage(keyHex, message) {
  const raw = fromHex(keyHex);
  const body = message.slice(MAC_HEX);
  if (!/^[0-9a-f]+$/.test(message) || body.length < 2 * IV_HEX || body.length % IV_HEX) return null;
  const mac = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  if (!(await crypto.subtle.verify("HMAC", mac, fromHex(message.slice(0, MAC_HEX)), fromText(body)))) return null;
  const key = await crypto.subtle.importKey("raw", raw, "AES-CBC", false, ["decrypt"]);
  const iv = fromHex(body.slice(0, IV_HEX));
  return toText(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, fromHex(body.slice(IV_HEX))));
}
