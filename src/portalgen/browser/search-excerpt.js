// @ts-check
/** A piece of a text around the words that were found, with those words marked. */

import { RUN, fold, isRun } from "./search-words.js";

/** @typedef {{text: string, marked: boolean}} Piece */
/** @typedef {{start: number, end: number, word: string}} Mark `word`: which of the words it begins with */

const LONG = 190; // characters, about three lines on a phone
const BEFORE = 50;
const MOST_MARKS = 500;
const NEIGHBOURS = 20;
const PARTS = new RegExp(`${RUN}|[\\p{L}\\p{N}\\p{M}'’]+`, "gu");

/** @param {string} text @param {string[]} words folded, as they begin @returns {Mark[]} where they stand, in order */
function marks(text, words) {
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {Mark[]} */
  const found = [];
  for (const { 0: part, index } of text.matchAll(PARTS)) {
    if (isRun(part)) found.push(...marksInRun(part, index, words));
    else {
      if (!known.has(part)) {
        const folded = fold(part);
        known.set(part, words.find((word) => folded.startsWith(word)) ?? "");
      }
      const word = known.get(part);
      if (word) found.push({ start: index, end: index + part.length, word });
    }
    if (found.length > MOST_MARKS) break;
  }
  return found;
}

/** @param {string} run @param {number} offset @param {string[]} words @returns {Mark[]} */
function marksInRun(run, offset, words) {
  const covered = new Uint8Array(run.length);
  for (const word of words) {
    for (let at = run.indexOf(word); at >= 0; at = run.indexOf(word, at + 1)) covered.fill(1, at, at + word.length);
  }
  const found = [];
  for (let start = covered.indexOf(1); start >= 0; ) {
    const stop = covered.indexOf(0, start);
    const end = stop < 0 ? run.length : stop;
    found.push({ start: offset + start, end: offset + end, word: fold(run.slice(start, end)) });
    start = covered.indexOf(1, end);
  }
  return found;
}

/** @param {Mark[]} found @returns {number} where the stretch begins that holds most of the words, closest together */
function bestStart(found) {
  let best = { start: 0, worth: 0 };
  for (const [first, { start }] of found.entries()) {
    const words = new Set();
    let long = 0;
    for (const mark of found.slice(first, first + NEIGHBOURS)) {
      if (mark.end - start > LONG - BEFORE) break;
      if (!words.has(mark.word)) long = mark.end - start;
      words.add(mark.word);
    }
    const worth = LONG * words.size - long;
    if (worth > best.worth) best = { start, worth };
  }
  return best.start;
}

/** @param {string} text @param {Mark[]} found @param {number} start @param {number} end @returns {Piece[]} */
function pieces(text, found, start, end) {
  const cut = [];
  let at = start;
  for (const mark of found.filter((one) => one.start >= start && one.end <= end)) {
    cut.push({ text: text.slice(at, mark.start), marked: false }, { text: text.slice(mark.start, mark.end), marked: true });
    at = mark.end;
  }
  return [...cut, { text: text.slice(at, end), marked: false }].filter((piece) => piece.text);
}

/** @param {string} text @param {string[]} words @returns {Piece[]} the whole text */
export const marked = (text, words) => pieces(text, marks(text, words), 0, text.length);

/** @param {string} text @param {string[]} words folded, as they begin @returns {Piece[]} of its best stretch */
export function excerpt(text, words) {
  const found = marks(text, words);
  const aim = Math.max(0, bestStart(found) - BEFORE);
  const start = aim ? text.indexOf(" ", aim) + 1 || aim : 0;
  const last = start + LONG >= text.length ? text.length : text.lastIndexOf(" ", start + LONG);
  const end = last > start ? last : Math.min(text.length, start + LONG);
  const cut = pieces(text, found, start, end);
  if (start) cut.unshift({ text: "… ", marked: false });
  if (end < text.length) cut.push({ text: " …", marked: false });
  return cut;
}
