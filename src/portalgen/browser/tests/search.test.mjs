import assert from "node:assert/strict";
import { test } from "node:test";

import { excerpt, marked } from "../search-excerpt.js";
import { SearchIndex } from "../search-index.js";
import { asked, fold, wordsOf } from "../search-words.js";

const entry = (title, text = "", kind = "page") => ({ kind, href: `${"a".repeat(16)}.html`, title, text, within: "" });

function indexOf(...entries) {
  const index = new SearchIndex();
  for (const _ of index.add(entries));
  return index;
}

const titles = (index, query) => index.search(query).map((hit) => hit.entry.title);
const shown = (pieces) => pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join("");

// What people type when they have no key for a letter: the usual transliterations.
for (const [written, typed] of [["Søren", "soren"], ["Straße", "strasse"], ["GROẞ", "gross"], ["Łódź", "lodz"], ["Ærø", "aero"], ["Œuvre", "oeuvre"],
  ["Þórður", "thordur"], ["Đặng", "dang"], ["Ünal Iğdır", "unal igdir"], ["İstanbul", "istanbul"], ["O’Brien", "obrien"], ["Ὀδυσσεύς", "οδυσσευσ"],
  ["ёлка", "елка"], ["ﬁnance", "finance"], ["Ｙｕｋｉ", "yuki"], ["שָׁלוֹם", "שלום"], ["مُحَمَّد", "محمد"]]) {
  test(`${written} is found as ${typed}`, () => assert.equal(fold(written), typed));
}

test("words end at every mark between them", () => {
  const words = (text) => wordsOf(fold(text));
  assert.deepEqual(words("Okonjo-Vance: “peer—to/boss” (2026)"), ["okonjo", "vance", "peer", "to", "boss", "2026"]);
  assert.deepEqual(words("Élan—vital"), ["elan", "vital"]);
  assert.deepEqual(words("हिन्दी शब्द"), ["हिन्दी", "शब्द"]);
  assert.deepEqual(words("Yuki田辺Okonjo"), ["yuki", "okonjo"]);
});

test("a word is found where it begins, not inside another", () => {
  for (const text of ["gate", "a gate", "the (gate)", "Tor/gate", "Ωmega: gate", "田gate辺", "gates", "’gate’"]) assert.deepEqual(titles(indexOf(entry("T", text)), "gate"), ["T"], text);
  for (const text of ["propagate", "Ωmegagate", "2026gate", "हिन्दीgate"]) assert.deepEqual(titles(indexOf(entry("T", text)), "gate"), [], text);
});

test("scripts without spaces are found by characters and their neighbours", () => {
  assert.deepEqual(asked("田辺氏"), ["田辺", "辺氏"]);
  assert.deepEqual(asked("Yuki田辺"), ["yuki", "田辺"]);
  assert.deepEqual(asked("田"), ["田"]);
  assert.deepEqual(titles(indexOf(entry("小田辺"), entry("辺田"), entry("김민수")), "田"), ["辺田", "小田辺"]);
  assert.deepEqual(titles(indexOf(entry("田辺"), entry("辺田"), entry("김민수")), "田辺"), ["田辺"]);
  assert.deepEqual(titles(indexOf(entry("김민수"), entry("박지성")), "민수"), ["김민수"]);
});

test("the beginning of a word is enough, and a whole word comes first", () => {
  const index = indexOf(entry("Deputies", "several"), entry("Deputy", "one"), entry("Other", "nothing"));
  assert.deepEqual(titles(index, "deput"), ["Deputy", "Deputies"]);
  assert.deepEqual(titles(index, "deputy"), ["Deputy"]);
});

test("a slip is forgiven before, while and after all words are learnt", () => {
  for (const steps of [0, 1, 2, 100]) {
    const index = indexOf(entry("Words", "worda wordb wordc"), entry("Lantern", "A light to carry."), entry("Other"));
    for (let step = 0; step < steps; step += 1) index.learning.next();
    assert.deepEqual(titles(index, "lantrn"), ["Lantern"]);
    assert.deepEqual(titles(index, "lantern"), ["Lantern"]);
    assert.deepEqual(titles(index, "wordc"), ["Words"]);
  }
});

test("one or two slips are forgiven where nothing fits as typed, none in short words and numbers", () => {
  const index = indexOf(entry("Lantern"), entry("Søren"), entry("Gate 2026"), entry("Cat"));
  for (const typed of ["lantren", "lantarn", "lanten", "llantern"]) assert.deepEqual(titles(index, typed), ["Lantern"], typed);
  assert.deepEqual(titles(indexOf(entry("Søren"), entry("Other", "a sore throat")), "sorne"), ["Søren", "Other"]);
  for (const typed of ["cot", "2027", "xyzzyx"]) assert.deepEqual(titles(index, typed), [], typed);
});

test("every word must fit; where no entry has all, those with most are shown", () => {
  const index = indexOf(entry("One", "kill date"), entry("Two", "kill switch"), entry("Three", "birth date"));
  assert.deepEqual(titles(index, "kill date"), ["One"]);
  assert.deepEqual(titles(index, "kill zebra").sort(), ["One", "Two"]);
});

test("a title weighs more than mentions, a page more than a list, a phrase more than scattered words", () => {
  const often = "Søren ".repeat(30);
  assert.deepEqual(titles(indexOf(entry("Notes", often), entry("Søren Vindahl", "ferries")), "soren")[0], "Søren Vindahl");
  assert.deepEqual(titles(indexOf(entry("List", "gate", "overview"), entry("News", "gate")), "gate"), ["News", "List"]);
  const words = indexOf(entry("Scattered", "twenty roads and minus signs in all"), entry("Phrase", "it is minus twenty in the hall"));
  assert.deepEqual(titles(words, "minus twenty"), ["Phrase", "Scattered"]);
});

test("entries that fit equally well come by title, whichever part of an index they came in", () => {
  const some = ["Delta", "Alpha", "Charlie", "Bravo"].map((title) => entry(title, "a lantern"));
  for (const order of [some, some.toReversed()]) assert.deepEqual(titles(indexOf(...order), "lantern"), ["Alpha", "Bravo", "Charlie", "Delta"]);
});

test("an empty query and an empty index find nothing", () => {
  assert.deepEqual(titles(indexOf(entry("One")), " …! "), []);
  assert.deepEqual(titles(indexOf(), "one"), []);
});

test("an excerpt shows the words in their own spelling, marked, where most of them stand together", () => {
  const text = `${"Soren alone. ".repeat(40)}At noon Søren’s ferry sailed. ${"Then nothing. ".repeat(40)}`;
  const told = shown(excerpt(text, ["soren", "ferry"]));
  assert.match(told, /^… .*At noon \[Søren’s\] \[ferry\] sailed\..* …$/);
  assert.ok(told.length < 230);
});

test("an excerpt of a short text is the text, and characters are marked inside a run", () => {
  assert.equal(shown(excerpt("A short one.", ["short"])), "A [short] one.");
  assert.equal(shown(marked("これは田辺さんです", ["田辺"])), "これは[田辺]さんです");
  assert.equal(shown(excerpt("", ["x"])), "");
});
