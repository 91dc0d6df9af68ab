// @ts-check
/** The sealed index of an audience: what it is called, and what is in it (docs/SPEC.md section 7). */

import { fromHex } from "./bytes.js";
import { derive } from "./derive.js";

/** @typedef {import("./search-index.js").Entry} Entry */

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const KEY = /^[0-9a-f]{64}$/;
const PAGE = /^[a-z2-7]{16}\.html$/;

/** @param {string} keyHex of an audience @returns {Promise<string>} the object id of its index */
export async function indexId(keyHex) {
  if (!KEY.test(keyHex)) throw new Error("no key of an audience");
  const name = await derive(fromHex(keyHex), "portalgen/1 index id", 10, new Uint8Array());
  const bits = Array.from(name, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join("");
}

/** @param {string} text @returns {Entry[]} throws where it has another shape */
export function readIndex(text) {
  const value = JSON.parse(text);
  const right = value?.v === 1 && Object.keys(value).sort().join() === "entries,v" && Array.isArray(value.entries);
  if (!right || !value.entries.every(isEntry)) throw new Error("index of another shape");
  return value.entries.map((/** @type {string[]} */ [kind, href, title, words, within]) => ({ kind, href, title, text: words, within }));
}

/** @param {unknown} row @returns {boolean} whether it is five texts, the second the name of a page, so that no result leads out of the site */
const isEntry = (row) => Array.isArray(row) && row.length === 5 && row.every((part) => typeof part === "string") && PAGE.test(row[1]);
