// @ts-check
/** Words as they are searched: no case, no accents, one spelling. */

const ASCII = /^[\x00-\x7f]*$/;
const ASCII_WORD = /[a-z0-9]+/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Thai, Lao, Burmese, Khmer, kana, Han and Hangul: found inside a run of characters, not by words. */
export const RUN = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{323af}]+";
const RUNS = new RegExp(`(${RUN})`, "gu");
const AT_RUN = new RegExp(`^${RUN}`, "u");
const LETTER = /[\p{L}\p{N}\p{M}\ud800-\udfff]/u;
/** Latin, Hebrew and Arabic marks, which people leave out when they type; and apostrophes. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670'’ʼ]/g;
/** Dashes and quotation marks; without them most texts are ASCII, which is read three times as fast. */
const POINTS = /[\u2010-\u2027\u2030-\u205e]/g;
/** Letters of their own that Unicode does not take apart, as people type them on another keyboard. */
const LETTERS = /** @type {Record<string, string>} */ ({
  ß: "ss", ø: "o", ł: "l", æ: "ae", œ: "oe", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŋ: "n", ŧ: "t", ς: "σ",
});
const OWN = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** @param {string} text @returns {string} the same for everything that should find each other */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase().replace(/'/g, "");
  const bare = text.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(POINTS, " ");
  return bare.replace(OWN, (letter) => LETTERS[letter]).normalize("NFC");
}

/** @param {string} folded @returns {string[]} its words, in their order; not what stands in runs of characters */
export const wordsOf = (folded) => (ASCII.test(folded) ? folded.match(ASCII_WORD) : folded.replace(RUNS, " ").match(WORD)) ?? [];

/** @param {string} folded @returns {boolean} whether it begins with a character of a script without spaces */
export const isRun = (folded) => AT_RUN.test(folded);

/** @param {string} folded @param {number} at @returns {boolean} whether a letter of a word stands there; half of a rare character counts as one */
export function inWord(folded, at) {
  const code = folded.charCodeAt(at);
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39); // nearly every letter, and soon told
  return code >= 0x80 && LETTER.test(folded[at]) && !AT_RUN.test(folded[at]);
}

/** @param {string} query @returns {string[]} what a text must hold, each once: words as they begin; of a run of characters each with the one after it */
export function asked(query) {
  const parts = (fold(query).match(WORD) ?? []).flatMap((word) => word.split(RUNS).filter(Boolean));
  return [...new Set(parts.flatMap((part) => (isRun(part) ? pairs([...part]) : [part])))];
}

/** @param {string[]} run @returns {string[]} */
const pairs = (run) => (run.length > 1 ? run.slice(1).map((character, at) => run[at] + character) : run);
