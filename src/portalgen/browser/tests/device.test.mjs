/** What a device keeps: the sealed record, the wrapped secret, and when a page locks. The browser's parts are tested in Chromium. */

import assert from "node:assert/strict";
import { createCipheriv, hkdfSync } from "node:crypto";
import { test } from "node:test";

import { phase, untilNext } from "../idle.js";
import { unwrap, wrap } from "../passkey.js";
import { daysFrom, openRecord, sealRecord } from "../remember.js";

const SALT = "000102030405060708090a0b0c0d0e0f";
const U = "1c4bcc17".repeat(8);
const SLOT = {
  audiences: { members: "ab".repeat(32) }, cohort: "causeway", home: "6bq64nl3dttnbqaz", maps: { members: "o7pdi3gh64nmizxx" }, reader: "",
};
const UNTIL = Date.UTC(2026, 11, 24);
const BEFORE = UNTIL - 1;
const REFUSED = { name: "OperationError" };

test("a record gives back what was sealed, until it expires", async () => {
  const record = await sealRecord({ slot: SLOT, u: U }, SALT, UNTIL);
  assert.deepEqual(await openRecord(record, SALT, BEFORE), { slot: SLOT, u: U });
  assert.equal(await openRecord(record, SALT, UNTIL), null);
});

test("the key of a record cannot be taken out", async () => {
  const { key } = await sealRecord({ slot: SLOT, u: U }, SALT, UNTIL);
  assert.equal(key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", key), { name: /^InvalidAccess/ });
});

test("a record whose end was put off is refused", async () => {
  const record = await sealRecord({ slot: SLOT, u: U }, SALT, UNTIL);
  await assert.rejects(openRecord({ ...record, until: UNTIL + 1 }, SALT, BEFORE), REFUSED);
});

test("a record of another cohort is refused", async () => {
  const record = await sealRecord({ slot: SLOT, u: U }, SALT, UNTIL);
  await assert.rejects(openRecord(record, SALT.replace("00", "ff"), BEFORE), REFUSED);
});

test("nothing of a record can be read", async () => {
  const { sealed } = await sealRecord({ slot: SLOT, u: U }, SALT, UNTIL);
  const text = Buffer.from(sealed).toString("latin1");
  for (const word of ["causeway", "members", U, SLOT.home]) assert.ok(!text.includes(word), word);
});

test("a slot of another shape is refused, so that a record leads nowhere else", async () => {
  const record = await sealRecord({ slot: { ...SLOT, home: "//evil.example" }, u: U }, SALT, UNTIL);
  await assert.rejects(openRecord(record, SALT, BEFORE), /another shape/);
});

test("thirty days are thirty times 86 400 seconds", () => assert.equal(daysFrom(0, 30), 2_592_000_000));

test("a passkey wraps as docs/SPEC.md section 10 says", async () => {
  const prf = new Uint8Array(32).fill(7);
  const input = new Uint8Array(32).fill(9);
  const keys = Buffer.from(hkdfSync("sha256", prf, input, "portalgen/1 passkey", 44));
  const cipher = createCipheriv("aes-256-gcm", keys.subarray(0, 32), keys.subarray(32));
  cipher.setAAD(Buffer.from(`portalgen/1 passkey\0${SALT}`));
  const expected = Buffer.concat([cipher.update(U, "hex"), cipher.final(), cipher.getAuthTag()]);
  const sealed = await wrap(prf, input, U, SALT);
  assert.equal(Buffer.from(sealed).toString("hex"), expected.toString("hex"));
  assert.equal(await unwrap(prf, input, sealed, SALT), U);
  await assert.rejects(unwrap(new Uint8Array(32), input, sealed, SALT), REFUSED);
  await assert.rejects(unwrap(prf, input, sealed, "ff".repeat(16)), REFUSED);
});

test("a page warns for its last half minute and then locks", () => {
  const deadline = 15 * 60_000;
  assert.deepEqual([0, 869_999, 870_000, 899_999, 900_000].map((now) => phase(now, deadline)), ["open", "open", "warn", "warn", "lock"]);
  assert.deepEqual([0, 870_000, 900_000, 5_000_000].map((now) => untilNext(now, deadline)), [870_000, 30_000, 0, 0]);
});
