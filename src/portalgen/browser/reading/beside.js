// @ts-check
/** Something that opens in place, beside or below the words it belongs to: a footnote, a note. One at a time. */

import { words } from "../words.js";
import { button, make } from "./make.js";
import { blockOf } from "./passages.js";

/** Where there is room for it in the margin (reading.css has the same width). */
const WIDE = "(min-width: 78rem)";

/** @type {(() => void) | null} */
let closeOpen = null;

/** Close what is open; focus goes back to where it was opened. */
export function closeBeside() {
  closeOpen?.();
}

/**
 * @param {HTMLElement} trigger a link or button: says that it is expanded, and gets the focus back
 * @param {string} label
 * @param {Node[]} content
 * @param {() => void} [closed] called when it closes, however that happens
 * @returns {HTMLElement}
 */
export function openBeside(trigger, label, content, closed) {
  closeBeside();
  const panel = make("aside", { class: "beside", "data-own": "", role: "note", "aria-label": label, tabindex: "-1" });
  panel.append(...content, button(words["reading.close"], closeBeside, { class: "close" }));
  stand(panel, trigger);
  trigger.setAttribute("aria-expanded", "true");
  closeOpen = () => {
    closeOpen = null;
    trigger.setAttribute("aria-expanded", "false");
    const within = panel.contains(document.activeElement);
    panel.remove();
    closed?.();
    if (within) trigger.focus({ preventScroll: true });
  };
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
  return panel;
}

/** In the margin at the height of the block, where there is one; otherwise below it. @param {Element} panel @param {Element} trigger */
function stand(panel, trigger) {
  const block = blockOf(trigger);
  const within = block.matches("li, dd, blockquote, .prose");
  if (matchMedia(WIDE).matches) within ? block.prepend(panel) : block.before(panel);
  else within ? block.append(panel) : block.after(panel);
}

/** Escape closes, from anywhere on the page. */
export function wireBeside() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !closeOpen) return;
    event.preventDefault();
    closeBeside();
  });
}
