// @ts-check
/** Everything that makes an open page good to read, wired once. */

import { wireBeside } from "./beside.js";
import { wireContents } from "./contents.js";
import { wireFootnotes } from "./footnotes.js";
import { wireNotes } from "./notes.js";
import { wirePrinting } from "./printed.js";
import { wireTables } from "./tables.js";
import { wireTextSize } from "./textsize.js";
import { wireViewer } from "./viewer.js";

/** @typedef {import("../keyring.js").Slot} Slot */

/**
 * @param {{salt: string, slot: Slot, audience: string, page: string, fromDisk: boolean}} open what is open, with which keys
 * @param {(text: string) => void} tell
 */
export function wireReading({ salt, slot, audience, page, fromDisk }, tell) {
  wireTextSize(salt); // first: it decides how long everything is
  wireBeside();
  wireContents();
  wireFootnotes();
  wireTables();
  wireViewer();
  wirePrinting(slot, audience, fromDisk);
  void wireNotes(salt, slot, page, tell);
}
