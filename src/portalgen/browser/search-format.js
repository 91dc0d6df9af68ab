// @ts-check
/** The sealed index of an audience: what its parts are called, and what is in one (docs/SPEC.md section 7). */

import { fromHex } from "./bytes.js";
import { derive } from "./derive.js";

/** @typedef {import("./search-index.js").Entry} Entry */
/** @typedef {{entries: Entry[], parts: number}} Part `parts`: how many its index has */

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const KEY = /^[0-9a-f]{64}$/;
const PAGE = /^[a-z2-7]{16}\.html$/;
const MOST_PARTS = 512;
const NAME_BYTES = 10;

/** @param {string} keyHex of an audience @returns {Promise<Iterable<string>>} the object ids that the parts of its index may have, in their order */
export async function indexIds(keyHex) {
  if (!KEY.test(keyHex)) throw new Error("no key of an audience");
  return spelt(await derive(fromHex(keyHex), "portalgen/1 index id", MOST_PARTS * NAME_BYTES, new Uint8Array()));
}

/** @param {Uint8Array} names @returns {Generator<string, void, void>} each once it is asked for: few are needed */
function* spelt(names) {
  for (let at = 0; at < names.length; at += NAME_BYTES) {
    const bits = Array.from(names.subarray(at, at + NAME_BYTES), (byte) => byte.toString(2).padStart(8, "0")).join("");
    yield (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join("");
  }
}

/** @param {Uint8Array<ArrayBuffer>} packed @returns {Promise<Part>} rejects where it has another shape, or this browser cannot inflate */
export async function readPart(packed) {
  const value = JSON.parse(await inflated(packed));
  const right = value?.v === 2 && Object.keys(value).sort().join() === "entries,parts,v" && Array.isArray(value.entries);
  if (!right || !value.entries.every(isEntry)) throw new Error("index of another shape");
  const entries = value.entries.map((/** @type {string[]} */ [kind, href, title, text, within]) => ({ kind, href, title, text, within }));
  return { entries, parts: value.parts };
}

/** @param {Uint8Array<ArrayBuffer>} packed @returns {Promise<string>} */
async function inflated(packed) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  const [text] = await Promise.all([textOf(readable.getReader()), writer.write(packed), writer.close()]);
  return text;
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader @returns {Promise<string>} in half the time that a blob, a pipe and a response take */
async function textOf(reader) {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  for (let step = await reader.read(); !step.done; step = await reader.read()) text += utf8.decode(step.value, { stream: true });
  return text + utf8.decode();
}

/** @param {unknown} row @returns {boolean} whether it is five texts, the second the name of a page, so that no result leads out of the site */
const isEntry = (row) => Array.isArray(row) && row.length === 5 && row.every((part) => typeof part === "string") && PAGE.test(row[1]);
