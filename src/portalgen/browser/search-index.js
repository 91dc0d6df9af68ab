// @ts-check
/** All that a reader may open, searched in the texts themselves: which hold the words, and how well they fit. */

import { asked, fold, inWord, isRun, wordsOf } from "./search-words.js";
import { distance } from "./vendor/fastest-levenshtein/mod.js";

/** @typedef {{kind: string, href: string, title: string, text: string, within: string}} Entry */
/** @typedef {{entry: Entry, title: string, text: string}} Folded title and text as they are searched */
/** @typedef {{entry: Entry, score: number, words: string[]}} Hit `words`: folded, as the entry's words begin that fit the query */
/** @typedef {{score: number, words: string[]}} Fit */

/** Weights, tried on the demo: a title before many mentions, a page before a list of pages, a whole word before its beginnings. */
const TITLE = 1;
const LIST = 0.5;
const BEGINNING = 0.8;
const SLIP = 0.4;
const PHRASE = 1.5;
/** Okapi BM25's usual constants: how soon more mentions stop counting, how much a long text is held against it. */
const ENOUGH = 1.2;
const LENGTH = 0.75;

export class SearchIndex {
  constructor() {
    /** @type {Folded[]} */
    this.texts = [];
    this.letters = 0;
    /** @type {Set<string>} every word, for what is misspelt */
    this.words = new Set();
    /** What is left of learning them: most of the work, and most who search spell well. */
    this.learning = this.learn();
  }

  /** Take entries in; as `learning`, in small steps, so that typing never waits. @param {Entry[]} entries @returns {Generator<void, void, void>} */
  *add(entries) {
    for (const entry of entries) {
      const text = fold(entry.text);
      this.texts.push({ entry, title: fold(entry.title), text });
      this.letters += text.length;
      yield;
    }
  }

  /** @returns {Generator<void, void, void>} */
  *learn() {
    for (const { title, text } of this.texts) {
      for (const word of wordsOf(`${title} ${text}`)) this.words.add(word);
      yield;
    }
  }

  /** @param {string} query @returns {Hit[]} best first: entries with every word of the query, else those with most of them; those that fit as well by title */
  search(query) {
    const terms = asked(query);
    const phrase = terms.length > 1 ? fold(query).trim() : "";
    /** @type {Map<Folded, Fit[]>} */
    const found = new Map();
    for (const term of terms) {
      for (const [read, fit] of this.fitting(term)) found.set(read, [...(found.get(read) ?? []), fit]);
    }
    const most = Math.max(0, ...[...found.values()].map((fits) => fits.length));
    const hits = [...found].filter(([, fits]) => fits.length === most).map(([{ entry, title, text }, fits]) => {
      const inOrder = phrase && (title.includes(phrase) || text.includes(phrase));
      const weight = (inOrder ? PHRASE : 1) * (entry.kind === "overview" ? LIST : 1);
      return { entry, score: weight * fits.reduce((sum, fit) => sum + fit.score, 0), words: fits.flatMap((fit) => fit.words) };
    });
    return hits.sort((one, other) => other.score - one.score || order(titled(one), titled(other)));
  }

  /** @param {string} term @returns {Map<Folded, Fit>} where it is, else where words are that it may stand for */
  fitting(term) {
    const found = this.beginning(term);
    if (found.size) return found;
    for (const [word, weight] of this.like(term)) {
      for (const [read, { score }] of this.beginning(word)) {
        const known = found.get(read) ?? { score: 0, words: [] };
        found.set(read, { score: Math.max(known.score, weight * score), words: [...known.words, word] });
      }
    }
    return found;
  }

  /** @param {string} term @returns {Map<Folded, Fit>} where words begin with it */
  beginning(term) {
    const holding = this.texts.map((read) => ({ read, title: occurrences(term, read.title), text: occurrences(term, read.text) }))
      .filter(({ title, text }) => title.often + text.often > 0);
    const rare = Math.log(1 + (this.texts.length - holding.length + 0.5) / (holding.length + 0.5));
    const average = this.letters / this.texts.length || 1;
    return new Map(holding.map(({ read, title, text }) => {
      const often = text.often / (text.often + ENOUGH * (1 - LENGTH + (LENGTH * read.text.length) / average));
      const named = title.often ? TITLE + term.length / read.title.length : 0;
      return [read, { score: rare * (text.whole * often + title.whole * named), words: [term] }];
    }));
  }

  /** @param {string} term that is nowhere @returns {Map<string, number>} the words it may stand for, with their weights */
  like(term) {
    const most = slipsIn(term);
    /** @type {Map<string, number>} */
    const near = new Map();
    if (!most) return near;
    for (const _ of this.learning); // all that is left, at once
    let least = most;
    for (const word of this.words) {
      if (Math.abs(word.length - term.length) > least) continue;
      const slips = swapped(term, word) ? 1 : distance(term, word);
      if (slips < least) near.clear();
      least = Math.min(least, slips);
      if (slips === least) near.set(word, SLIP / slips);
    }
    return near;
  }
}

/**
 * @param {string} term
 * @param {string} text
 * @returns {{often: number, whole: number}} how often words begin with it, and what the shortest of them is worth: 1 where it is the term
 */
function occurrences(term, text) {
  const anywhere = isRun(term); // characters without spaces between them have no beginning
  let often = 0;
  let shortest = Infinity;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
    if (!anywhere && inWord(text, at - 1)) continue;
    let end = at + term.length;
    while (!anywhere && inWord(text, end)) end += 1;
    often += 1;
    shortest = Math.min(shortest, end - at);
  }
  return { often, whole: shortest === term.length ? 1 : (BEGINNING * term.length) / shortest };
}

/** @param {string} term @returns {number} how many letters of it may be wrong: none in numbers, short words and characters */
function slipsIn(term) {
  if (term.length < 4 || /\d/.test(term) || isRun(term)) return 0;
  return term.length < 5 ? 1 : 2;
}

/** @param {string} term @param {string} word @returns {boolean} whether two neighbours changed over make the one the other: one slip of the fingers */
function swapped(term, word) {
  if (term.length !== word.length) return false;
  let at = 0;
  while (term[at] === word[at]) at += 1;
  return term[at] === word[at + 1] && term[at + 1] === word[at] && term.slice(at + 2) === word.slice(at + 2);
}

/** @param {Hit} hit @returns {string} */
const titled = ({ entry }) => `${entry.title}\0${entry.href}`;

/** @param {string} one @param {string} other @returns {number} */
const order = (one, other) => Number(one > other) - Number(one < other);
