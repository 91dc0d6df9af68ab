// @ts-check
/** Notes as a file of the reader's own: Markdown to read, JSON to take to another device. Pure: notes in, text out, and back. */

/** @typedef {import("./sealing.js").Note} Note */

const ID = /^[0-9a-f]{32}$/;
const DAY = /^(?:\d{4}-\d\d-\d\d)?$/;
const PAGE = /^[a-z2-7]{16}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const LONGEST = 100_000; // characters of one text: far above any note, far below what would stall a phone
export const MAX_FILE_BYTES = 5_000_000;

/** @param {Note[]} notes @param {string} heading @returns {string} in the order given, under the title of each page */
export function toMarkdown(notes, heading) {
  const parts = [`# ${heading}`];
  let title = "";
  for (const note of notes) {
    if (note.title !== title) parts.push(`## ${(title = note.title)}`);
    if (note.anchor) parts.push(note.anchor.quote.replace(/^/gm, "> "));
    if (note.text) parts.push(note.text);
    parts.push(`*${note.made.slice(0, 10)}*`);
  }
  return `${parts.join("\n\n")}\n`;
}

/** @param {Note[]} notes @returns {string} */
export const toJson = (notes) => `${JSON.stringify({ portalgen: "notes", v: 1, notes }, null, 2)}\n`;

/** @param {string} text @returns {Note[]} throws where it is not a file of notes */
export function fromJson(text) {
  const file = JSON.parse(text);
  if (file?.portalgen !== "notes" || file.v !== 1 || !Array.isArray(file.notes)) throw new Error("no file of notes");
  return file.notes.map(readNote);
}

/** @param {any} value @returns {Note} throws where it has another shape */
function readNote(value) {
  const { id, until, cohort, page, title, anchor, text, made } = value ?? {};
  const fits = matches(id, ID) && matches(until, DAY) && matches(page, PAGE) && matches(made, MOMENT)
    && [cohort, title, text].every(isText) && (anchor === null || isAnchor(anchor));
  if (!fits) throw new Error("a note of another shape");
  const kept = anchor && { quote: anchor.quote, prefix: anchor.prefix, suffix: anchor.suffix, at: anchor.at };
  return { id, until, cohort, page, title, anchor: kept, text, made };
}

/** @param {unknown} value @returns {boolean} */
const isText = (value) => typeof value === "string" && value.length <= LONGEST;

/** @param {unknown} value @param {RegExp} shape @returns {boolean} */
const matches = (value, shape) => typeof value === "string" && shape.test(value);

/** @param {any} value @returns {boolean} */
const isAnchor = (value) => !!value && [value.quote, value.prefix, value.suffix].every(isText) && Number.isInteger(value.at) && value.at >= 0;
