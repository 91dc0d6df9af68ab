/** What a reader's device knows by itself: marks, what is new, who fits, how far clocks are apart. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fits, folded } from "../choice.js";
import { allSeen, begin, changesOf } from "../fresh.js";
import { memberIn } from "../mine.js";
import { readRemembered } from "../ondevice.js";
import { isRead, minutesLeft, toggled } from "../reads.js";
import { minutesAhead, otherDay } from "../zones.js";

const paper = (page, fingerprint, minutes = 5) => ({ page, fingerprint, minutes });
const row = (page, fingerprint, more = {}) => ({ page, fingerprint, changed: false, recent: false, pinned: false, listed: false, ...more });

test("a mark holds for the version that was read and for no other", () => {
  const marks = toggled({}, paper("one", "aaaa"));
  assert.equal(isRead(marks, paper("one", "aaaa")), true);
  assert.equal(isRead(marks, paper("one", "bbbb")), false);
  assert.deepEqual(toggled(marks, paper("one", "bbbb")), { one: "bbbb" });
  assert.deepEqual(toggled(marks, paper("one", "aaaa")), {});
});

test("a paper without a fingerprint is never read", () => {
  assert.equal(isRead({ one: "" }, paper("one", "")), false);
});

test("the minutes left are those of what is not marked", () => {
  assert.equal(minutesLeft({ one: "aaaa" }, [paper("one", "aaaa", 6), paper("two", "bbbb", 5), paper("three", "cccc", 2)]), 7);
});

test("on a first visit only the latest is new", () => {
  const rows = [row("fresh", "a", { recent: true }), row("moved", "b", { recent: true, changed: true }), row("old", "c")];
  assert.deepEqual(changesOf(begin({}, rows), rows), ["new", "changed", ""]);
});

test("what was opened before the first visit to the home page is not new", () => {
  const rows = [row("fresh", "a", { recent: true }), row("moved", "b", { recent: true, changed: true })];
  assert.deepEqual(changesOf(begin({ fresh: "a", moved: "b" }, rows), rows), ["", ""]);
});

test("a second visit tells of new and of changed pages until they are seen", () => {
  const seen = begin({}, [row("one", "a"), row("two", "b")]);
  const later = [row("three", "d"), row("one", "a"), row("two", "c")];
  assert.deepEqual(changesOf(begin(seen, later), later), ["new", "", "changed"]);
  assert.deepEqual(changesOf(allSeen(seen, later), later), ["", "", ""]);
});

test("what stands on the home page anyway is told only where it changes", () => {
  const paper = row("paper", "a", { listed: true });
  assert.deepEqual(changesOf(begin({ other: "x" }, []), [paper]), [""]);
  assert.deepEqual(changesOf({ begun: "1", paper: "z" }, [paper]), ["changed"]);
});

test("an old page that moves up into a full list is not new", () => {
  const seen = begin({}, [row("a", "1"), row("b", "2"), row("gone", "3")]);
  const later = [row("new", "9"), row("a", "1"), row("b", "2"), row("old", "4")];
  assert.deepEqual(changesOf(seen, later, 4), ["new", "", "", ""]);
  assert.deepEqual(changesOf(seen, later, 5), ["new", "", "", "new"]);
});

for (const text of [null, "", "[]", "3", '"text"', "null", "{"]) {
  test(`what another hand wrote into storage is as good as nothing: ${text}`, () => {
    assert.deepEqual(readRemembered(text), {});
  });
}

test("only texts are remembered", () => {
  assert.deepEqual(readRemembered('{"a": "b", "c": 3, "d": {"e": "f"}}'), { a: "b" });
});

test("a member is told from every other reader", () => {
  assert.deepEqual(["member:mara", "assistant:mara", "guest:declan", "", "member:"].map(memberIn), ["mara", "", "", "", ""]);
});

const soren = { text: "Søren Vindahl CFO, Nørre Shipping Esbjerg", industry: "Shipping", city: "Esbjerg", asks: ["night shifts", "letting go"] };
const any = { text: "", industry: "", city: "", ask: "" };

test("letters are compared without accents and case", () => {
  assert.equal(folded("Søren Łukasz ÉTÉ Straße"), "soren lukasz ete strasse");
});

test("every word that is typed begins a word of the person", () => {
  assert.equal(fits(soren, { ...any, text: "nor sor" }), true);
  assert.equal(fits(soren, { ...any, text: "SØREN" }), true);
  assert.equal(fits(soren, { ...any, text: "ren" }), false);
  assert.equal(fits(soren, { ...any, text: "soren boston" }), false);
  assert.equal(fits(soren, { ...any, text: "  " }), true);
});

test("choices hold together", () => {
  assert.equal(fits(soren, { ...any, industry: "Shipping", ask: "Night Shifts" }), true);
  assert.equal(fits(soren, { ...any, industry: "Shipping", city: "Boston" }), false);
  assert.equal(fits(soren, { ...any, ask: "burnout" }), false);
});

// Offsets as the tz database has them on these days.
test("clocks are as far apart as on that very day", () => {
  const winter = new Date("2026-12-10T17:30:00Z");
  const march = new Date("2026-03-19T12:00:00Z"); // summer time has begun in New York, not yet in London
  assert.equal(minutesAhead(winter, "Europe/London", "America/New_York"), 300);
  assert.equal(minutesAhead(march, "Europe/London", "America/New_York"), 240);
  assert.equal(minutesAhead(winter, "Asia/Kolkata", "Europe/London"), 330);
  assert.equal(minutesAhead(winter, "America/Los_Angeles", "America/Los_Angeles"), 0);
});

test("another day is noticed", () => {
  const evening = new Date("2026-12-10T23:30:00Z");
  assert.equal(otherDay(evening, "Asia/Tokyo", "Europe/London"), true);
  assert.equal(otherDay(evening, "America/New_York", "Europe/London"), false);
});
