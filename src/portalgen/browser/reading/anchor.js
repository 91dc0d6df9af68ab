// @ts-check
/** Where a marked passage stands in a text, also after the text has changed a little. Pure: texts in, places out. */

/** @typedef {{quote: string, prefix: string, suffix: string, at: number}} Anchor a passage, what stood around it, and where it began */
/** @typedef {{start: number, end: number}} Place */

const AROUND = 40; // characters on each side: enough to tell two equal quotes apart
const LEAST = 12; // characters around that must have stayed where the passage itself was changed
const ALIKE = 0.6; // how much of a changed passage must be as it was: more than half, so that it is still the same thought

/** @param {string} text @returns {string} the same length, every white space a plain space: rewrapped lines stay equal */
export const level = (text) => text.replace(/\s/g, " ");

/** @param {string} text @param {number} start @param {number} end @returns {Anchor} */
export function anchorOf(text, start, end) {
  const flat = level(text);
  return {
    quote: flat.slice(start, end),
    prefix: flat.slice(Math.max(0, start - AROUND), start),
    suffix: flat.slice(end, end + AROUND),
    at: start,
  };
}

/** @param {string} text @param {Anchor} anchor @returns {Place | null} null where the passage is gone */
export function locate(text, anchor) {
  const flat = level(text);
  if (!anchor.quote.trim()) return null;
  return whole(flat, anchor) ?? changed(flat, anchor);
}

/** @param {string} text @param {string} part @returns {number[]} every place where it begins */
function places(text, part) {
  const found = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

/** The unchanged quote, where its surroundings fit best and, if that is equal, nearest to where it was. @param {string} text @param {Anchor} anchor @returns {Place | null} */
function whole(text, { quote, prefix, suffix, at }) {
  let best = null;
  let most = -1;
  for (const start of places(text, quote)) {
    const end = start + quote.length;
    const fits = sameEnd(text.slice(0, start), prefix) + sameStart(text.slice(end), suffix);
    const near = 1 / (1 + Math.abs(start - at));
    if (fits + near > most) [best, most] = [{ start, end }, fits + near];
  }
  return best;
}

/** A quote that was reworded between surroundings that stayed. @param {string} text @param {Anchor} anchor @returns {Place | null} */
function changed(text, { quote, prefix, suffix }) {
  const before = prefix.slice(-LEAST);
  const after = suffix.slice(0, LEAST);
  if (before.length < LEAST || after.length < LEAST) return null;
  let best = null;
  let most = ALIKE;
  for (const left of places(text, before)) {
    const start = left + LEAST;
    const end = text.indexOf(after, start);
    if (end <= start || end - start > 2 * quote.length + AROUND) continue;
    const alike = likeness(text.slice(start, end), quote);
    if (alike >= most) [best, most] = [{ start, end }, alike];
  }
  return best;
}

/** @param {string} one @param {string} other @returns {number} how many characters they begin with together */
function sameStart(one, other) {
  let count = 0;
  while (count < other.length && one[count] === other[count]) count += 1;
  return count;
}

/** @param {string} one @param {string} other @returns {number} how many characters they end with together */
function sameEnd(one, other) {
  let count = 0;
  while (count < other.length && count < one.length && one[one.length - 1 - count] === other[other.length - 1 - count]) count += 1;
  return count;
}

/** @param {string} one @param {string} other @returns {number} from 0 to 1: shared pairs of characters (Dice's coefficient) */
export function likeness(one, other) {
  const left = pairs(one);
  const right = pairs(other);
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  const all = Math.max(0, one.length - 1) + Math.max(0, other.length - 1);
  return all ? (2 * shared) / all : 0;
}

/** @param {string} text @returns {Map<string, number>} */
function pairs(text) {
  const found = new Map();
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}
