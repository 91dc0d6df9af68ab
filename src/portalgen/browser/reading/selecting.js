// @ts-check
/** What is offered once words of the text are selected: mark them, or write a note on them. */

import { words } from "../words.js";
import { button, make } from "./make.js";
import { blockOf, readPassages, selected } from "./passages.js";

const SETTLED_MS = 250; // a finger is still moving the handles before that

/** @param {(place: {start: number, end: number}, writes: boolean) => void} chosen */
export function wireSelection(chosen) {
  const bar = make("div", { class: "marking", role: "toolbar", "data-own": "", "aria-label": words["notes.bar"] });
  /** @param {boolean} writes */
  const choose = (writes) => {
    const place = selected(readPassages());
    bar.remove();
    document.getSelection()?.removeAllRanges();
    if (place) chosen({ start: place.start, end: place.end }, writes);
  };
  bar.append(button(words["notes.domark"], () => choose(false)), button(words["notes.write"], () => choose(true)));
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // a press must not take the selection away
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => place(bar), SETTLED_MS);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bar.isConnected) bar.remove();
  });
}

/** Put the bar after the block in which the selection ends, so that the next Tab leads to it, and draw it just below the words. @param {HTMLElement} bar */
function place(bar) {
  if (bar.contains(document.activeElement)) return;
  const found = selected(readPassages());
  if (!found) return bar.remove();
  const block = blockOf(found.last);
  if (block.matches("li, dd, blockquote, .prose")) block.append(bar);
  else block.after(bar);
  const words_ = document.getSelection()?.getRangeAt(0).getBoundingClientRect();
  const around = bar.offsetParent?.getBoundingClientRect();
  if (!words_ || !around) return;
  bar.style.setProperty("--top", `${words_.bottom - around.top}px`);
  bar.style.setProperty("--left", `${Math.max(0, Math.min(words_.left - around.left, around.width - bar.offsetWidth))}px`);
}
