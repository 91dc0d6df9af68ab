/** Notes are sealed for one reader, bound to their day, and leave the device only as a file that reads back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { minuteAt, sectionAt } from "../reading/progress.js";
import { dayOf } from "../reading/keeping.js";
import { fromJson, toJson, toMarkdown } from "../reading/notefile.js";
import { newId, openNote, ownerOf, sealNote, sealOf } from "../reading/sealing.js";

const SALT = "000102030405060708090a0b0c0d0e0f";
const KEY = "11".repeat(32);
const note = (more) => ({
  id: "0f".repeat(16), until: "2027-01-09", cohort: "causeway", page: "aaaaaaaabbbbbbbb", title: "The cost of stopping",
  anchor: { quote: "two people asked to move", prefix: "them: ", suffix: " and one left", at: 12 }, text: "Ask Mara.",
  made: "2026-12-01T08:00:00.000Z", ...more,
});

test("what is sealed opens under the same key and tells nothing otherwise", async () => {
  const seal = await sealOf(KEY, SALT);
  const kept = await sealNote(seal, note());
  assert.deepEqual(await openNote(seal, kept), note());
  assert.deepEqual(Object.keys(kept).sort(), ["by", "id", "sealed", "site", "until"]);
  const bytes = Buffer.from(kept.sealed).toString("latin1");
  for (const word of ["Mara", "two people", "cost", "causeway", "aaaaaaaabbbbbbbb"]) assert.ok(!bytes.includes(word));
});

test("the key cannot be taken out of the browser", async () => {
  const { key } = await sealOf(KEY, SALT);
  assert.equal(key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
});

test("another key, another site, another note or another day opens nothing", async () => {
  const seal = await sealOf(KEY, SALT);
  const kept = await sealNote(seal, note());
  assert.equal(await openNote(await sealOf("22".repeat(32), SALT), kept), null);
  assert.equal(await openNote(await sealOf(KEY, "ff".repeat(16)), kept), null);
  assert.equal(await openNote(seal, { ...kept, id: newId() }), null);
  assert.equal(await openNote(seal, { ...kept, until: "" }), null);
  for (const at of [0, 12, kept.sealed.length - 1]) {
    const sealed = kept.sealed.slice();
    sealed[at] ^= 1;
    assert.equal(await openNote(seal, { ...kept, sealed }), null);
  }
});

test("sealing is as the specification's worked bytes say", async () => {
  // made with HKDF and AESGCM of Python's `cryptography`; they stand in docs/SPEC.md section 9
  const seal = await sealOf(KEY, SALT);
  assert.equal(seal.by, "ee1d143c03dc2a875009485a9d35c634");
  const sealed = Uint8Array.from(Buffer.from("AAECAwQFBgcICQoLd5KPJoa0tuHPc9NCQMfpV4okReerpSo4GEPKA/GjXe0dPt9G", "base64"));
  const kept = { id: "0f".repeat(16), by: seal.by, site: SALT, until: "2027-01-09", sealed };
  assert.equal((await openNote(seal, kept))?.text, "Ask Mara.");
});

test("a reader's notes are under the key that fewest others hold", () => {
  const slot = (audiences, reader) => ({ audiences: Object.fromEntries(audiences.map((name) => [name, KEY])), cohort: "", home: "", maps: {}, reader });
  assert.equal(ownerOf(slot(["logistics", "member:mara", "members", "sponsors"], "member:mara")), "member:mara");
  assert.equal(ownerOf(slot(["logistics", "members", "sponsors"], "")), "members");
  assert.equal(ownerOf(slot(["circle:x", "conveners", "logistics", "members"], "")), "conveners");
  assert.equal(ownerOf(slot(["logistics"], "")), "logistics");
});

test("a file of notes reads back as it was written", () => {
  const notes = [note(), note({ id: newId(), anchor: null, until: "" })];
  assert.deepEqual(fromJson(toJson(notes)), notes);
});

test("a file that is damaged or strange is refused whole", () => {
  const right = JSON.parse(toJson([note()]));
  const faults = [
    (file) => { file.v = 2; }, (file) => { file.portalgen = "page"; }, (file) => { file.notes = {}; },
    (file) => { file.notes[0].id = "../../x"; }, (file) => { file.notes[0].page = "javascript:alert(1)"; },
    (file) => { file.notes[0].until = "soon"; }, (file) => { file.notes[0].made = 5; }, (file) => { file.notes[0].text = null; },
    (file) => { file.notes[0].anchor = "x"; }, (file) => { file.notes[0].anchor.at = -1; }, (file) => { file.notes[0] = null; },
    (file) => { file.notes[0].text = "x".repeat(100_001); },
  ];
  for (const fault of faults) {
    const file = structuredClone(right);
    fault(file);
    assert.throws(() => fromJson(JSON.stringify(file)), undefined, String(fault));
  }
  assert.throws(() => fromJson("not json"));
});

test("as Markdown, a note stands below its quote and its page's title", () => {
  assert.equal(toMarkdown([note(), note({ anchor: null, text: "And call." })], "My notes"),
    "# My notes\n\n## The cost of stopping\n\n> two people asked to move\n\nAsk Mara.\n\n*2026-12-01*\n\nAnd call.\n\n*2026-12-01*\n");
});

test("the reader's day is that of their own clock", () => {
  assert.equal(dayOf(new Date(2027, 0, 9, 23, 59)), "2027-01-09");
});

test("the minute grows with what was read and stays within the whole", () => {
  assert.deepEqual([0, 0.01, 0.5, 1].map((part) => minuteAt(part, 11)), [1, 1, 6, 11]);
});

test("the current section is the last one whose heading has come up", () => {
  assert.equal(sectionAt([300, 900], 200), -1);
  assert.equal(sectionAt([-500, 150, 900], 200), 1);
});
