// @ts-check
/** Done marks: a reader marks a pre-read as read. Kept on this device only; a mark ends where the text has changed since. */

import { pageIn } from "./binding.js";
import { recall, remember } from "./ondevice.js";
import { isRead, minutesLeft, toggled } from "./reads.js";
import { words } from "./words.js";

/** @typedef {import("./ondevice.js").Remembered} Remembered */
/** @typedef {import("./reads.js").Paper} Paper */

/** @param {HTMLElement} button @returns {Paper} */
const paperOf = ({ dataset }) => ({
  page: pageIn(dataset.page ?? ""),
  fingerprint: dataset.fingerprint ?? "",
  minutes: Number(dataset.minutes ?? 0),
});

/** @param {ParentNode} place @returns {HTMLElement[]} */
const buttonsIn = (place) => [...place.querySelectorAll('[data-action="mark"]')].flatMap((one) => (one instanceof HTMLElement ? [one] : []));

/** @param {Remembered} marks */
function draw(marks) {
  for (const button of buttonsIn(document)) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isRead(marks, paperOf(button))));
  }
  document.querySelectorAll("[data-hint]").forEach((hint) => hint.removeAttribute("hidden"));
  for (const section of document.querySelectorAll("[data-reads]")) {
    const left = minutesLeft(marks, buttonsIn(section).map(paperOf));
    const place = section.querySelector("[data-left]");
    if (place) place.textContent = left ? words["runtime.left"].replace("{number}", String(left)) : words["runtime.allread"];
  }
}

/** Show marks and let them be set; without storage nothing is shown. @param {string} salt */
export function wireMarks(salt) {
  const name = `portalgen read ${salt}`;
  const buttons = buttonsIn(document);
  if (!buttons.length || !remember(name, recall(name))) return;
  draw(recall(name));
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const marks = toggled(recall(name), paperOf(button));
      if (remember(name, marks)) draw(marks);
    });
  }
}
