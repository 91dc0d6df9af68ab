// @ts-check
/** Wide tables: those that scroll can be reached by keyboard and say what they are; the others are no stop on the way. */

import { words } from "../words.js";

export function wireTables() {
  const tables = document.querySelectorAll(".table-scroll");
  const label = () => tables.forEach(labelTable);
  label();
  addEventListener("resize", label);
}

/** @param {Element} around */
function labelTable(around) {
  const scrolls = around.scrollWidth > around.clientWidth + 1;
  for (const [name, value] of Object.entries({ tabindex: "0", role: "region", "aria-label": nameOf(around) })) {
    if (scrolls) around.setAttribute(name, value);
    else around.removeAttribute(name);
  }
}

/** @param {Element} around @returns {string} after its heads, which tell tables apart better than a number */
function nameOf(around) {
  const heads = [...around.querySelectorAll("th")].map((head) => head.textContent?.trim()).filter(Boolean);
  return words["reading.table"].replace("{heads}", heads.slice(0, 3).join(", "));
}
