// @ts-check
/** An index of everything that a reader may open, built in the browser and kept in memory: words, where they stand, how well they fit. */

import { asked, fold, tokens } from "./search-words.js";
import SearchableMap from "./vendor/minisearch/SearchableMap.js";

/** @typedef {{kind: string, href: string, title: string, text: string, within: string}} Entry */
/** @typedef {{entry: Entry, score: number, words: Set<string>}} Hit `words`: the folded words of the entry that fit the query */

const IN_TITLE = 0x8000;
const MOST = IN_TITLE - 1;
/** Weights, tried on the demo: a title before many mentions, a page before a list of pages, a whole word before its beginnings. */
const TITLE = 1;
const LIST = 0.5;
const BEGINNING = 0.8;
const SLIP = 0.4;
const PHRASE = 1.5;
const PHRASES_TRIED = 20;
/** Okapi BM25's usual constants: how soon more mentions stop counting, how much a long text is held against it. */
const ENOUGH = 1.2;
const LENGTH = 0.75;

export class SearchIndex {
  constructor() {
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Int32Array[]} the words of each entry, by number, until they are turned round */
    this.read = [];
    /** @type {Map<string, number>} */
    this.numbers = new Map();
    /** @type {SearchableMap<number>} for what is misspelt */
    this.tree = new SearchableMap();
    /** What is left of growing it: it takes a quarter of all the time, and most who search spell well. */
    this.growing = this.grow();
    this.starts = new Int32Array(1);
    this.places = new Int32Array(0);
    this.counts = new Uint16Array(0);
    /** @type {number[]} */
    this.lengths = [];
    /** @type {number[]} */
    this.titles = [];
  }

  /** Take entries in, before it is built; as this, in small steps, so that typing never waits. @param {Entry[]} entries @returns {Generator<void, void, void>} */
  *add(entries) {
    for (const entry of entries) {
      const title = tokens(entry.title);
      const text = tokens(entry.text);
      this.entries.push(entry);
      this.titles.push(title.length);
      this.lengths.push(text.length);
      this.read.push(this.numbered(title, text));
      yield;
    }
  }

  /** Make it ready, once everything is in. */
  build() {
    this.invert(this.read);
    this.read = [];
  }

  /** In small steps too. @returns {Generator<void, void, void>} */
  *grow() {
    let since = 0;
    for (const [word, number] of this.numbers) {
      this.tree.set(word, number);
      if ((since += 1) % 200 === 0) yield;
    }
  }

  /** @param {string[]} title @param {string[]} text @returns {Int32Array} the number of each word, one after the other */
  numbered(title, text) {
    const numbers = new Int32Array(title.length + text.length);
    for (let at = 0; at < numbers.length; at += 1) { // a plain loop: this is the longest part of the wait
      const word = at < title.length ? title[at] : text[at - title.length];
      const known = this.numbers.get(word);
      numbers[at] = known ?? this.numbers.size;
      if (known === undefined) this.numbers.set(word, numbers[at]);
    }
    return numbers;
  }

  /** Turn "which words in a place" into "which places of a word". @param {Int32Array[]} read */
  invert(read) {
    const size = this.numbers.size;
    const last = new Int32Array(size).fill(-1);
    this.starts = new Int32Array(size + 1);
    read.forEach((words, place) => words.forEach((word) => {
      if (last[word] !== place) this.starts[word + 1] += 1;
      last[word] = place;
    }));
    for (let word = 0; word < size; word += 1) this.starts[word + 1] += this.starts[word];
    this.places = new Int32Array(this.starts[size]);
    this.counts = new Uint16Array(this.starts[size]);
    const next = this.starts.slice(0, size);
    last.fill(-1);
    read.forEach((words, place) => words.forEach((word, at) => {
      if (last[word] !== place) this.places[next[word]++] = place;
      last[word] = place;
      const here = next[word] - 1;
      if (at < this.titles[place]) this.counts[here] |= IN_TITLE;
      else if ((this.counts[here] & MOST) < MOST) this.counts[here] += 1;
    }));
  }

  /** @param {string} query @returns {Hit[]} best first: entries with every word of the query, else those with most of them */
  search(query) {
    const terms = asked(query);
    /** @type {Map<number, {score: number, fits: number, words: Set<string>}>} */
    const found = new Map();
    for (const term of terms) {
      for (const [place, [score, words]] of this.placesOf(term)) {
        const known = found.get(place) ?? { score: 0, fits: 0, words: new Set() };
        words.forEach((word) => known.words.add(word));
        found.set(place, { score: known.score + score, fits: known.fits + 1, words: known.words });
      }
    }
    const most = Math.max(0, ...[...found.values()].map((hit) => hit.fits));
    const hits = [...found].filter(([, hit]) => hit.fits === most).map(([place, hit]) => {
      const entry = this.entries[place];
      return { entry, score: hit.score * (entry.kind === "overview" ? LIST : 1), words: hit.words };
    });
    return terms.length > 1 ? phrasesFirst(sorted(hits), fold(query).trim()) : sorted(hits);
  }

  /** @param {string} term @returns {Map<number, [number, Set<string>]>} score and fitting words by place */
  placesOf(term) {
    /** @type {Map<number, [number, Set<string>]>} */
    const found = new Map();
    const average = this.lengths.reduce((sum, length) => sum + length, 0) / this.lengths.length || 1;
    for (const [word, [number, weight]] of this.like(term)) {
      const [start, end] = [this.starts[number], this.starts[number + 1]];
      const rare = Math.log(1 + (this.entries.length - (end - start) + 0.5) / (end - start + 0.5));
      for (let at = start; at < end; at += 1) {
        const place = this.places[at];
        const count = this.counts[at] & MOST;
        const often = count / (count + ENOUGH * (1 - LENGTH + (LENGTH * this.lengths[place]) / average));
        const title = this.counts[at] & IN_TITLE ? TITLE + 1 / this.titles[place] : 0;
        const [best, words] = found.get(place) ?? [0, new Set()];
        found.set(place, [Math.max(best, weight * rare * (often + title)), words.add(word)]);
      }
    }
    return found;
  }

  /** @param {string} term @returns {Map<string, [number, number]>} number and weight of the words that it may stand for */
  like(term) {
    /** @type {Map<string, [number, number]>} */
    const found = new Map();
    this.numbers.forEach((number, word) => { // all of them: quicker than a tree is grown
      if (word.startsWith(term)) found.set(word, [number, word === term ? 1 : (BEGINNING * term.length) / word.length]);
    });
    const most = found.size ? 0 : slipsIn(term);
    if (most) for (const _ of this.growing); // all that is left, at once
    for (const word of most ? swapped(term) : []) {
      const number = this.numbers.get(word);
      if (number !== undefined) found.set(word, [number, SLIP]);
    }
    for (let slips = 1; slips <= most && (slips === 1 || !found.size); slips += 1) {
      for (const [word, [number, distance]] of this.tree.fuzzyGet(term, slips)) found.set(word, [number, SLIP / distance]);
    }
    return found;
  }
}

/** @param {string} term @returns {number} how many letters of it may be wrong: none in numbers, short words and characters */
function slipsIn(term) {
  if (term.length < 4 || /\d/.test(term)) return 0;
  return term.length < 5 ? 1 : 2;
}

/** @param {string} term @returns {string[]} the term with two neighbours changed over, which is one slip of the fingers */
const swapped = (term) => [...term].slice(1).map((letter, at) => term.slice(0, at) + letter + term[at] + term.slice(at + 2));

/** @param {Hit[]} hits @returns {Hit[]} best first; those that fit as well by title, in whichever parts of an index they came */
const sorted = (hits) => hits.sort((one, other) => other.score - one.score || order(titled(one), titled(other)));

/** @param {Hit} hit @returns {string} */
const titled = ({ entry }) => `${entry.title}\0${entry.href}`;

/** @param {string} one @param {string} other @returns {number} */
const order = (one, other) => Number(one > other) - Number(one < other);

/** @param {Hit[]} hits best first @param {string} phrase folded @returns {Hit[]} with those first that hold the words in this order */
function phrasesFirst(hits, phrase) {
  const tried = hits.slice(0, PHRASES_TRIED).map((hit) => {
    const whole = fold(`${hit.entry.title} ${hit.entry.text}`).includes(phrase);
    return { ...hit, score: whole ? hit.score * PHRASE : hit.score };
  });
  return sorted([...tried, ...hits.slice(PHRASES_TRIED)]);
}
