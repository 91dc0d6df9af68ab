/** Marks stay where they belong when a text changes a little, and go nowhere else when their words are gone. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { anchorOf, likeness, locate } from "../reading/anchor.js";

const TEXT = `Three pilots had a date at birth. All three were stopped on it or within a week.
I counted what that cost, because we asked. The figures are in dollars and are invented.
What is not in them: two people asked to move and one left. I had told them the date in the first week.
It helped two of the three. It left out the hours of those who took the pilot apart.`;

/** A small generator with a seed, so that a failure can be repeated (Park and Miller's constants). */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** @returns {{start: number, end: number}} a passage of at least 15 characters, without white space at its ends */
function passage(roll) {
  for (;;) {
    const start = roll(TEXT.length - 40);
    const end = start + 15 + roll(60);
    const quote = TEXT.slice(start, end);
    if (end <= TEXT.length && quote.trim() === quote) return { start, end };
  }
}

const taken = (text, place) => place && text.slice(place.start, place.end).replace(/\s/g, " ");

test("a mark is found where it was made, for a thousand passages", () => {
  const roll = dice(7);
  for (let round = 0; round < 1000; round += 1) {
    const { start, end } = passage(roll);
    assert.deepEqual(locate(TEXT, anchorOf(TEXT, start, end)), { start, end });
  }
});

test("words put in before it, or taken away after it, move a mark and do not lose it", () => {
  const roll = dice(11);
  for (let round = 0; round < 500; round += 1) {
    const { start, end } = passage(roll);
    const at = roll(start + 1);
    const cut = end + roll(TEXT.length - end + 1);
    const changed = `${TEXT.slice(0, at)} something new ${TEXT.slice(at, cut)}`;
    assert.equal(taken(changed, locate(changed, anchorOf(TEXT, start, end))), taken(TEXT, { start, end }));
  }
});

test("lines that are broken elsewhere change nothing", () => {
  const anchor = anchorOf(TEXT, 60, 120);
  assert.deepEqual(locate(TEXT.replace(/\n/g, " "), anchor), { start: 60, end: 120 });
});

test("of two equal passages the one with the same surroundings is found, wherever it has gone", () => {
  const text = "He said no. She said no. They said no to all.";
  const anchor = anchorOf(text, 16, 23);
  assert.equal(text.slice(16, 23), "said no");
  const moved = "They said no to all. She said no. He said no.";
  assert.deepEqual(locate(moved, anchor), { start: 25, end: 32 });
});

test("of two passages with equal surroundings the nearer one is found", () => {
  const text = "x".repeat(50) + "here" + "x".repeat(100) + "here" + "x".repeat(50);
  assert.deepEqual(locate(text, anchorOf(text, 154, 158)), { start: 154, end: 158 });
});

test("a passage that was reworded a little is found between what stands around it", () => {
  const start = TEXT.indexOf("two people asked");
  const end = TEXT.indexOf(". I had told");
  const changed = TEXT.replace("two people asked to move and one left", "three people asked to move and one of them left");
  assert.equal(taken(changed, locate(changed, anchorOf(TEXT, start, end))), "three people asked to move and one of them left");
});

test("a passage that was replaced by something else is gone", () => {
  const start = TEXT.indexOf("two people asked");
  const end = TEXT.indexOf(". I had told");
  const changed = TEXT.replace("two people asked to move and one left", "nobody knows who will pay for it");
  assert.equal(locate(changed, anchorOf(TEXT, start, end)), null);
});

test("in a text of others nothing is found", () => {
  const roll = dice(13);
  const other = "Quite a different page. It speaks of dinner, of ferries, and of the first snow on the pier road.";
  for (let round = 0; round < 200; round += 1) {
    const { start, end } = passage(roll);
    assert.equal(locate(other, anchorOf(TEXT, start, end)), null);
  }
});

test("a hundred thousand characters that repeat take no noticeable time", () => {
  const text = "ab ".repeat(33_000);
  const begun = performance.now();
  locate(text, { quote: "ab ab xx", prefix: "ab ".repeat(13), suffix: "ab ".repeat(13), at: 9 });
  locate(text, { quote: "ab ab", prefix: "ab ".repeat(13), suffix: "ab ".repeat(13), at: 9 });
  assert.ok(performance.now() - begun < 2000);
});

test("likeness is Dice's coefficient of character pairs", () => {
  assert.equal(likeness("night", "nacht"), 0.25); // the textbook's own example: one pair of four
  assert.equal(likeness("same", "same"), 1);
  assert.equal(likeness("", ""), 0);
});
