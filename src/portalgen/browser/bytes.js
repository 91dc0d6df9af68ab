// @ts-check
/** Bytes and their texts: hex, base64, UTF-8. Strict: a text of another shape is an error, never a guess. */

const HEX = /^(?:[0-9a-f]{2})*$/;
const utf8 = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export const fromText = (text) => /** @type {Uint8Array<ArrayBuffer>} */ (utf8.encode(text));

/** @param {string} text @returns {string} the same; throws URIError where half a character has no bytes */
export const whole = (text) => (encodeURIComponent(text), text);

/** @param {BufferSource} bytes @returns {string} */
export const toText = (bytes) => strict.decode(bytes);

/** @param {string} hex @returns {Uint8Array<ArrayBuffer>} */
export function fromHex(hex) {
  if (!HEX.test(hex)) throw new Error("not hexadecimal");
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** @param {Uint8Array} bytes @returns {string} */
export const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromBase64(text) {
  const raw = atob(text);
  if (btoa(raw) !== text) throw new Error("not base64 in its one spelling");
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string} */
export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** @param {Uint8Array} one @param {Uint8Array} other @returns {boolean} */
export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
