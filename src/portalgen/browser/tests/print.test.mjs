import assert from "node:assert/strict";
import { test } from "node:test";

import { cssText, printFoot } from "../print.js";

test("a name stays a name in a style sheet, whatever it holds", () => {
  assert.equal(cssText("Søren Vindahl"), '"Søren Vindahl"');
  assert.equal(cssText('a" } b'), '"a\\22  \\7d  b"');
  assert.equal(cssText("a\\\n</style>"), '"a\\5c \\a \\3c \\2f style\\3e "');
});

test("without a name there is no foot", () => {
  assert.equal(printFoot(""), "");
  assert.equal(printFoot("Printed for Mara"), '@page { @bottom-left { content: "Printed for Mara" } }');
});
