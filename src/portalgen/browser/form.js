// @ts-check
/** The lock form: what is typed, what is said about it, what state the page is in (`data-state` on the root). */

import { words } from "./words.js";

/** @param {string} id @returns {HTMLElement | null} */
const byId = (id) => document.getElementById(id);

/** @param {"locked" | "working" | "open" | "refused"} state */
export function setState(state) {
  document.documentElement.dataset.state = state;
  const busy = state === "working";
  document.querySelectorAll("#unlock button[type=submit], #passphrase").forEach((part) => {
    part.toggleAttribute(part instanceof HTMLInputElement ? "readonly" : "disabled", busy);
  });
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

/** Put the cursor back into the field with what was typed selected. */
export function again() {
  const field = byId("passphrase");
  if (field instanceof HTMLInputElement) {
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

/** @param {(typed: string) => void} submit called with what was typed */
export function wireForm(submit) {
  const field = byId("passphrase");
  byId("unlock")?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field instanceof HTMLInputElement && field.value && document.documentElement.dataset.state !== "working") {
      submit(field.value);
    }
  });
  document.querySelector('[data-action="reveal"]')?.addEventListener("click", (event) => {
    const button = event.currentTarget;
    if (!(field instanceof HTMLInputElement) || !(button instanceof HTMLElement)) return;
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = words[shown ? "lock.hide" : "lock.show"];
    field.focus();
  });
  if (field instanceof HTMLInputElement && !matchMedia("(pointer: coarse)").matches) field.focus();
}
