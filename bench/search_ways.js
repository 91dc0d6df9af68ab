/** Three ways to make the same pages searchable, a function for each step; `bench/search.py --ways` calls and times them. */

import MiniSearch from "minisearch";

import { SearchIndex } from "../src/portalgen/browser/search-index.js";
import { fold, wordsOf } from "../src/portalgen/browser/search-words.js";

const options = { fields: ["title", "text"], tokenize: (/** @type {string} */ text) => wordsOf(fold(text)), processTerm: (/** @type {string} */ term) => term };
const asked = { prefix: true, fuzzy: 0.2, combineWith: "AND" };
let entries = [];
let made = null;
let ready = "";

window.ways = {
  given: (rows) => {
    entries = rows.map(([title, text], id) => ({ id, kind: "page", href: "", within: "", title, text }));
  },
  "A texts; searched as they are": () => {
    made = new SearchIndex();
    for (const _ of made.add(entries));
  },
  "A one query of two words": () => made.search("harbor lantern"),
  "A all words, for what is misspelt": () => {
    for (const _ of made.learning);
  },
  "A one query with a slip": () => made.search("harbor lantrn"),
  "B texts; MiniSearch.addAll": () => {
    made = new MiniSearch(options);
    made.addAll(entries);
  },
  "B one query of two words": () => made.search("harbor lantern", asked),
  "B one query with a slip": () => made.search("harbor lantrn", asked),
  written: () => {
    ready = JSON.stringify(made);
    return ready.length;
  },
  "C texts and a ready index; MiniSearch.loadJSON": () => {
    made = MiniSearch.loadJSON(ready, options);
  },
};
