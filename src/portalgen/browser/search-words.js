// @ts-check
/** Words as they are searched: no case, no accents, one spelling. Text of scripts without spaces becomes characters and pairs. */

const ASCII = /^[\x00-\x7f]*$/;
const ASCII_WORD = /[a-z0-9]+/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Thai, Lao, Burmese, Khmer, kana, Han and Hangul: found inside a run of characters, not by words. */
export const RUN = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{323af}]+";
const RUNS = new RegExp(`(${RUN})`, "u");
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

/** @param {string} folded @returns {string[][]} each word alone; each run of characters as the list of them */
function split(folded) {
  const words = folded.match(WORD) ?? [];
  if (!RUNS.test(folded)) return words.map((word) => [word]);
  return words.flatMap((word) => word.split(RUNS).filter(Boolean).map((part) => (RUNS.test(part) ? [...part] : [part])));
}

/** @param {string[]} run @returns {string[]} each character with the one after it */
const pairs = (run) => run.slice(1).map((character, at) => run[at] + character);

/** @param {string} text @returns {string[]} what a text can be found by, in its order */
export function tokens(text) {
  const folded = fold(text);
  if (ASCII.test(folded)) return folded.match(ASCII_WORD) ?? [];
  if (!RUNS.test(folded)) return folded.match(WORD) ?? [];
  return split(folded).flatMap((run) => [...run, ...pairs(run)]);
}

/** @param {string} query @returns {string[]} what a text must hold, each once: of a run of characters its pairs */
export function asked(query) {
  return [...new Set(split(fold(query)).flatMap((run) => (run.length > 1 ? pairs(run) : run)))];
}
