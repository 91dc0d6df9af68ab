// @ts-check
/** Objects: pictures, documents and maps, bound to cohort, audience and name (docs/SPEC.md section 5). */

import { fromHex, toText, whole } from "./bytes.js";
import { derive, openGcm } from "./derive.js";

const SALT = 16;
const SHORTEST = 1 + SALT + 4096 + 16;
const MAX_HEADER = 65536;

/** `content` is a part of a larger buffer: a document of 100 MB is not copied. @typedef {{name: string, type: string, content: Uint8Array<ArrayBuffer>}} Opened */

/**
 * @param {string} keyHex the audience's key
 * @param {Uint8Array<ArrayBuffer>} sealed
 * @param {{cohort: string, audience: string, id: string}} bound
 * @returns {Promise<Opened>} rejects for a wrong key or name, or any damage
 */
export async function openObject(keyHex, sealed, bound) {
  if (sealed.length < SHORTEST || sealed[0] !== 1) throw new Error("no sealed object");
  const keys = await derive(fromHex(keyHex), "portalgen/1 object key", 44, sealed.slice(1, 1 + SALT));
  const tied = ["portalgen/1 object", bound.cohort, bound.audience, bound.id].join("\0");
  const plain = await openGcm(keys.slice(0, 32), keys.slice(32), sealed.subarray(1 + SALT), tied);
  const length = new DataView(plain.buffer).getUint32(0);
  if (length > MAX_HEADER) throw new Error("header too long");
  const text = toText(plain.slice(4, 4 + length));
  const { name, size, type } = JSON.parse(text);
  const end = 4 + length + size;
  const fits = Number.isInteger(size) && size >= 0 && end <= plain.length;
  if (!fits || typeof name !== "string" || typeof type !== "string" || JSON.stringify({ name, size, type }) !== text) {
    throw new Error("header of another shape");
  }
  if (plain.subarray(end).some((byte) => byte !== 0)) throw new Error("something after the end");
  return { name: whole(name), type: whole(type), content: plain.subarray(4 + length, end) };
}
