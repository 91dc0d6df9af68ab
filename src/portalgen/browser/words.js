// @ts-check
/** What the runtime says: the English table, and over it what the lock page holds for another language. */

import english from "../words/en.json";

/** Read while the lock page stands; an unlocked page takes its place. @returns {Record<string, string>} */
function ofThePage() {
  const told = typeof document === "undefined" ? null : document.getElementById("words")?.textContent;
  return told ? JSON.parse(told) : {};
}

/** @type {Record<string, string>} */
export const words = { ...english, ...ofThePage() };

const SIX = ["zero", "one", "two", "few", "many", "other"];
const TWO = ["one", "other"];

/**
 * The same rule as in Python: forms stand in Unicode's order with " | " between them.
 * @param {string} key a key of the words
 * @param {number} count
 * @param {string} [locale] how to count
 * @returns {string} the text with its {count}, in the form that the language has for this count
 */
export function counted(key, count, locale = words["runtime.intl"]) {
  const forms = words[key].split(" | ");
  const names = forms.length === SIX.length ? SIX : TWO;
  const form = forms[names.indexOf(new Intl.PluralRules(locale).select(count))] ?? forms[forms.length - 1];
  return form.replace("{count}", new Intl.NumberFormat(locale).format(count));
}
