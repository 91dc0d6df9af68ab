import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decoders, fault } from "./runner.js";

for (const kind of Object.keys(decoders)) {
  const file = JSON.parse(readFileSync(new URL(`../../../../tests/vectors/${kind}.json`, import.meta.url), "ascii"));
  for (const vector of file.vectors) {
    test(`${kind}: ${vector.name}`, async () => assert.equal(await fault(kind, vector, file), ""));
  }
}
