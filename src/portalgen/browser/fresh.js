// @ts-check
/** What is new, as data: fingerprints of pages against those that were seen. Pure. */

/** @typedef {import("./ondevice.js").Remembered} Remembered */
/** @typedef {{page: string, fingerprint: string, changed: boolean, recent: boolean, pinned: boolean, listed: boolean}} Row `changed`: what a first visitor is told */
/** @typedef {"" | "new" | "changed"} Change */

const BEGUN = "begun"; // no page id: those have sixteen letters
const FULL = 60; // rows in a home page, as plan/whats_new.py has it

/**
 * What counts as seen on a first visit: all but the latest, and what was opened already.
 * @param {Remembered} seen @param {Row[]} rows @returns {Remembered}
 */
export function begin(seen, rows) {
  if (seen[BEGUN]) return seen;
  const before = rows.flatMap((row) => (row.recent ? (row.changed ? [[row.page, "-"]] : []) : [[row.page, row.fingerprint]]));
  return { ...Object.fromEntries(before), ...seen, [BEGUN]: "1" };
}

/** @param {Remembered} seen @param {Row[]} rows @returns {Remembered} with every row seen */
export const allSeen = (seen, rows) => ({ ...seen, ...Object.fromEntries(rows.map((row) => [row.page, row.fingerprint])) });

/**
 * In a full list, what was never seen and stands below all that was, has only moved up: it is old.
 * @param {Remembered} seen @param {Row[]} rows latest first @param {number} full @returns {Change[]} for each row
 */
export function changesOf(seen, rows, full = FULL) {
  const last = rows.length < full ? rows.length : rows.reduce((found, row, at) => (row.page in seen ? at : found), -1);
  return rows.map((row, at) => {
    if (!(row.page in seen)) return row.listed || at > last ? "" : "new";
    return seen[row.page] === row.fingerprint ? "" : "changed";
  });
}
