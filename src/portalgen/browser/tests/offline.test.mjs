import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { spokenMoment, spokenSize } from "../say.js";
import { Shelf } from "../worker/copy.js";
import { assetsIn, fileAt, generationOf, isListed, keptUntil } from "../worker/files.js";

const SITE = "https://lunch.example/clubs/harbor/";
const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 32);
const bytes = (text) => new TextEncoder().encode(text).buffer;
const page = (message, asset = "0123456789abcdef") =>
  `<link href="assets/${asset}.css"><script>{"staticryptEncryptedMsgUniqueVariableName": "${message}"}</script>`;

for (const [path, file] of [
  ["", "index.html"],
  ["index.html", "index.html"],
  ["#staticrypt_pwd=ab", "index.html"],
  ["abcdefghijklmn27.html#h-words", "abcdefghijklmn27.html"],
  ["abcdefghijklmn27", "abcdefghijklmn27.html"],
  ["o/abcdefghijklmn27.bin", "o/abcdefghijklmn27.bin"],
  ["assets/0123456789abcdef.css?v=2", "assets/0123456789abcdef.css"],
  ["robots.txt", ""],
  ["worker.js?0123", ""],
  ["other/abcdefghijklmn27.html", ""],
  ["abcdefghijklmn01.html", ""],
]) {
  test(`"${path}" means ${file || "no file that is kept"}`, () => assert.equal(fileAt(SITE + path, SITE), file));
}

test("an address outside of the scope is nobody's file", () => {
  assert.equal(fileAt("https://lunch.example/abcdefghijklmn27.html", SITE), "");
});

test("a page is listed by its message and only together with the assets that are kept", async () => {
  const assets = assetsIn(page("ab12"));
  assert.deepEqual(assets, ["assets/0123456789abcdef.css"]);
  assert.ok(await isListed("a.html", bytes(page("ab12")), digest("ab12"), assets));
  assert.ok(!(await isListed("a.html", bytes(page("ab13")), digest("ab12"), assets)));
  assert.ok(!(await isListed("a.html", bytes(page("ab12", "fedcba9876543210")), digest("ab12"), assets)));
});

test("an object is listed by all of its bytes", async () => {
  assert.ok(await isListed("o/a.bin", bytes("sealed"), digest("sealed"), []));
  assert.ok(!(await isListed("o/a.bin", bytes("sealed!"), digest("sealed"), [])));
});

test("any other file, digest or entrance is another state of the site", async () => {
  const first = await generationOf({ a: "1", b: "2" }, "entrance");
  assert.equal(await generationOf({ b: "2", a: "1" }, "entrance"), first);
  for (const [files, entrance] of [[{ a: "1" }, "entrance"], [{ a: "2", b: "2" }, "entrance"], [{ a: "1", b: "2" }, "another"]]) {
    assert.notEqual(await generationOf(files, entrance), first);
  }
});

test("a copy is kept for a hundred days", () => {
  assert.equal(new Date(keptUntil(Date.parse("2026-11-24T00:00Z"))).toISOString(), "2027-03-04T00:00:00.000Z");
});

test("sizes and moments are said in the reader's language", () => {
  assert.equal(spokenSize(2_449_000, "en"), "2.4 MB");
  assert.equal(spokenSize(81_200, "en"), "81 kB");
  assert.equal(spokenMoment("2026-11-24T00:00Z", "en-GB"), "24 November 2026");
  assert.match(spokenMoment("2026-11-24T09:30Z", "en-GB"), /^24 November 2026 at \d\d:30$/);
});

/** As browsers do it: whoever holds a cache can fill it after it was dropped, and nobody finds it by its name. */
function cacheStorage() {
  const named = new Map();
  const make = (kept = new Map()) => ({
    match: async (address) => kept.get(address)?.clone(),
    put: async (address, answer) => void kept.set(address, answer),
  });
  return {
    keys: async () => [...named.keys()],
    open: async (name) => named.get(name) ?? named.set(name, make()).get(name),
    delete: async (name) => named.delete(name),
    match: async (address, { cacheName }) => named.get(cacheName)?.match(address),
  };
}

test("a copy that was dropped while it was made is not called whole", async (context) => {
  context.after(() => {
    delete globalThis.caches;
  });
  const dropped = { after: "" };
  context.mock.method(globalThis, "fetch", async (address) => {
    if (address === dropped.after) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    return new Response("<!-- 0123 -->");
  });
  const filled = () => {
    globalThis.caches = cacheStorage();
    return new Shelf("0123", (name) => SITE + name).fill({ "o/a.bin": digest("<!-- 0123 -->") }, 0);
  };
  assert.equal(await filled(), 26);
  dropped.after = `${SITE}o/a.bin`;
  await assert.rejects(filled(), /dropped meanwhile/);
});
