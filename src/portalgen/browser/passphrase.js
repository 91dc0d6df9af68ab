// @ts-check
/** A typed passphrase in the form that it is hashed in (docs/SPEC.md section 1; the same rule as in Python). */

import { whole } from "./bytes.js";

const WORDS = /^[A-Za-z]+(?:[ -]+[A-Za-z]+){3,}$/;


/** @param {string} typed @returns {string} throws for half a character */
export function normalise(typed) {
  const text = whole(typed).normalize("NFC").trim();
  return WORDS.test(text) ? text.toLowerCase().replace(/[ -]+/g, "-") : text;
}
