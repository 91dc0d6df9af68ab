// @ts-check
/** Choosing people by what is typed and picked, as data. Pure. */

/** @typedef {{text: string, industry: string, city: string, asks: string[]}} Person */
/** @typedef {{text: string, industry: string, city: string, ask: string}} Wanted empty for any */

/** Letters that Unicode does not take apart, as model/letters.py has them. */
const LETTERS = /** @type {Record<string, string>} */ ({ ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d" });

/** @param {string} text @returns {string} as it is compared: without accents or case */
export const folded = (text) => text.toLowerCase().replace(/[øłđßæœþð]/g, (letter) => LETTERS[letter]).normalize("NFKD").replace(/\p{M}/gu, "");

/** @param {Person} person @param {Wanted} wanted @returns {boolean} whether every word that was typed begins a word of theirs, and all choices are theirs */
export function fits(person, wanted) {
  const known = folded(person.text).split(/[^\p{L}\p{N}]+/u);
  const typed = folded(wanted.text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return typed.every((word) => known.some((one) => one.startsWith(word)))
    && (!wanted.industry || person.industry === wanted.industry)
    && (!wanted.city || person.city === wanted.city)
    && (!wanted.ask || person.asks.some((ask) => folded(ask) === folded(wanted.ask)));
}
