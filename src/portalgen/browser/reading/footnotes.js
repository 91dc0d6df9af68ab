// @ts-check
/** Footnotes shown where they are referred to. Without this they stay links to the end of the text. */

import { words } from "../words.js";
import { closeBeside, openBeside } from "./beside.js";

export function wireFootnotes() {
  for (const link of document.querySelectorAll(".footnote-ref a")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const note = noteOf(link);
    if (!note) continue;
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (link.getAttribute("aria-expanded") === "true") closeBeside();
      else openBeside(link, words["reading.footnote"].replace("{number}", numberOf(link)), contentOf(note));
    });
  }
}

/** @param {Element} link @returns {string} */
const numberOf = (link) => (link.textContent ?? "").replace(/[[\]]/g, "");

/** Several texts of a page may each count from one, so the note is looked for in the link's own text. @param {HTMLAnchorElement} link @returns {Element | null} */
function noteOf(link) {
  const id = decodeURIComponent(link.hash.slice(1));
  const notes = link.closest(".prose")?.querySelectorAll(".footnote-item") ?? [];
  return [...notes].find((note) => note.id === id) ?? null;
}

/** @param {Element} note @returns {Node[]} a copy without its ids and without the way back */
function contentOf(note) {
  const copy = /** @type {Element} */ (note.cloneNode(true));
  copy.querySelectorAll(".footnote-backref").forEach((back) => back.remove());
  copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  return [...copy.childNodes];
}
