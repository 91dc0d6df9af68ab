// @ts-check
/** A `<dialog>` over the page: Escape closes it, focus goes back. Older browsers get the same box without the backdrop. */

import { words } from "../words.js";
import { button, make } from "./make.js";

/**
 * @param {string} kind a class for its look
 * @param {string} label
 * @param {...(Node | string)} inside
 * @returns {HTMLDialogElement}
 */
export function openDialog(kind, label, ...inside) {
  const before = document.activeElement;
  const box = make("dialog", { class: kind, "data-own": "", "aria-label": label });
  const close = () => {
    box.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const closer = button(words["reading.close"], () => (box.close ? box.close() : close()), { class: "close" });
  box.append(closer, ...inside);
  box.addEventListener("close", close);
  box.addEventListener("click", (event) => {
    if (event.target === box && box.close) box.close(); // the backdrop
  });
  document.body.append(box);
  if (box.showModal) {
    box.showModal();
  } else {
    box.setAttribute("open", "");
    box.addEventListener("keydown", (event) => event.key === "Escape" && close());
    closer.focus();
  }
  return box;
}
