// @ts-check
/** The lock form: what is typed, what is said about it, what state the page is in (`data-state` on the root). */

import { words } from "./words.js";

/** @param {string} id @returns {HTMLElement | null} */
const byId = (id) => document.getElementById(id);

/** Show the lock page. Until then it stays unseen for a moment: a tab that has its keys goes from page to page without it. */
export function reveal() {
  const root = document.documentElement;
  if ("ready" in root.dataset) return;
  root.dataset.ready = "";
  if (!matchMedia("(pointer: coarse)").matches) byId("passphrase")?.focus();
}

/** @param {"locked" | "working" | "open" | "refused"} state on the way; `away` is set by lock.js */
export function setState(state) {
  document.documentElement.dataset.state = state;
  if (state !== "working") reveal();
  const busy = state === "working";
  document.querySelectorAll("#unlock button[type=submit], [data-action=passkey], #passphrase").forEach((part) => {
    part.toggleAttribute(part instanceof HTMLInputElement ? "readonly" : "disabled", busy);
  });
  if (state !== "locked") byId("passphrase")?.removeAttribute("aria-invalid");
}

/** @param {string} key a key of the words @param {{text: string, href: string}} [way] a link after the sentence */
export function say(key, way) {
  const message = byId("message");
  if (!message) return;
  message.textContent = key ? words[key] : "";
  if (way) {
    const link = document.createElement("a");
    link.href = way.href;
    link.textContent = way.text;
    message.append(" ", link);
  }
}

/** Say that the page will not open, and why. @param {string} key @param {{text: string, href: string}} [way] */
export function refuse(key, way) {
  setState("refused");
  say(key, way);
}

/** Put the cursor back into the field with what was typed selected. @param {boolean} wrong whether it was that which failed */
export function again(wrong) {
  const field = byId("passphrase");
  if (field instanceof HTMLInputElement) {
    if (wrong) field.setAttribute("aria-invalid", "true");
    field.focus();
    field.select();
  }
}

/** Ask for the second half of an invite in place of a passphrase. */
export function askForCode() {
  const label = document.querySelector("label[for=passphrase]");
  if (label) label.textContent = words["runtime.code"];
  say("runtime.codehelp");
}

/** Offer to remember. @param {boolean} ticked whether the reader wished it before an idle lock */
export function offerRemembering(ticked) {
  const box = byId("remember");
  if (!(box instanceof HTMLInputElement)) return;
  box.closest("[hidden]")?.removeAttribute("hidden");
  if (ticked) box.checked = true;
}

/** @returns {number} days to remember this reader for: 0 where the box is not there, not shown or not ticked */
export function wishedDays() {
  const box = byId("remember");
  return box instanceof HTMLInputElement && box.checked && !box.closest("[hidden]") ? Number(box.dataset.days) || 0 : 0;
}

/** Show the button that unlocks by a gesture. @param {() => void} press */
export function offerPasskey(press) {
  const button = document.querySelector("[data-action=passkey]");
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  button.addEventListener("click", press);
  button.focus();
}

/** Take that button away again. */
export function withdrawPasskey() {
  const button = document.querySelector("[data-action=passkey]");
  if (button instanceof HTMLButtonElement) button.hidden = true;
}

/** @param {HTMLInputElement} field @param {Element} button @param {boolean} shown */
function uncover(field, button, shown) {
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  button.textContent = words[shown ? "lock.hide" : "lock.show"];
}

/** @param {(typed: string) => void} submit called with what was typed */
export function wireForm(submit) {
  const field = byId("passphrase");
  const eye = document.querySelector('[data-action="reveal"]');
  if (!(field instanceof HTMLInputElement) || !eye) return;
  byId("unlock")?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value || document.documentElement.dataset.state === "working") return;
    uncover(field, eye, false); // a password manager offers to save what was typed into a password field
    submit(field.value);
  });
  eye.addEventListener("click", () => {
    uncover(field, eye, field.type === "password");
    field.focus();
  });
}
