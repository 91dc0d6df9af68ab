// @ts-check
/** Pictures of a text open large: fitted to the screen, or at their own size to be scrolled. Pinching is the browser's own. */

import { words } from "../words.js";
import { openDialog } from "./dialog.js";
import { button, make } from "./make.js";

/** Put a button around every picture that is shown. Pictures inside links stay links. */
export function wireViewer() {
  for (const picture of document.querySelectorAll(".prose img[data-object]")) {
    if (!(picture instanceof HTMLImageElement) || picture.closest("a, button")) continue;
    const opener = make("button", { type: "button", class: "enlarge", "aria-label": words["reading.enlarge"].replace("{alt}", picture.alt) });
    opener.addEventListener("click", () => picture.dataset.state === "shown" && look(picture));
    picture.replaceWith(opener);
    opener.append(picture);
  }
}

/** @param {HTMLImageElement} picture */
function look(picture) {
  const large = make("img", { src: picture.src, alt: picture.alt });
  const frame = make("div", { class: "frame", "data-fit": "screen", tabindex: "0" }, large);
  const size = button(words["reading.fullsize"], () => {
    const fits = frame.dataset.fit === "screen";
    frame.dataset.fit = fits ? "own" : "screen";
    size.setAttribute("aria-pressed", String(fits));
  }, { "aria-pressed": "false" });
  const words_ = picture.alt ? [make("figcaption", { "aria-hidden": "true" }, picture.alt)] : [];
  openDialog("viewer", picture.alt || words["reading.picture"], size, make("figure", {}, frame, ...words_));
}
