/** Three ways to make the same pages searchable, one function each; `bench/search.py --ways` calls and times them. */

import MiniSearch from "minisearch";

import { SearchIndex } from "../src/portalgen/browser/search-index.js";
import { tokens } from "../src/portalgen/browser/search-words.js";

const options = { fields: ["title", "text"], tokenize: tokens, processTerm: (/** @type {string} */ term) => term };
const asked = { prefix: true, fuzzy: 0.2, combineWith: "AND" };
let entries = [];
let made = null;
let ready = "";

window.ways = {
  given: (rows) => {
    entries = rows.map(([title, text], id) => ({ id, kind: "page", href: "", within: "", title, text }));
  },
  "A texts; own index on SearchableMap": () => {
    made = new SearchIndex();
    for (const _ of made.add(entries));
    made.build();
  },
  "A one query of two words": () => made.search("harbor lantrn"),
  "B texts; MiniSearch.addAll": () => {
    made = new MiniSearch(options);
    made.addAll(entries);
  },
  "B one query of two words": () => made.search("harbor lantrn", asked),
  written: () => {
    ready = JSON.stringify(made);
    return ready.length;
  },
  "C texts and a ready index; MiniSearch.loadJSON": () => {
    made = MiniSearch.loadJSON(ready, options);
  },
};
