// @ts-check
/** The directory: choose by what is typed, industry, city and what somebody may be asked about. All of it on the page, nothing asked of a server. */

import { fits, folded } from "./choice.js";
import { words } from "./words.js";

/** @typedef {import("./choice.js").Person} Person */
/** @typedef {import("./choice.js").Wanted} Wanted */

/** @template {Element} T @param {ParentNode} place @param {string} selector @param {new () => T} kind @returns {T[]} */
const all = (place, selector, kind) => [...place.querySelectorAll(selector)].flatMap((one) => (one instanceof kind ? [one] : []));

/** @param {HTMLElement} item @returns {Person} */
const personIn = (item) => ({
  text: item.dataset.person ?? "",
  industry: item.dataset.industry ?? "",
  city: item.dataset.city ?? "",
  asks: all(item, "[data-ask]", HTMLElement).map((button) => button.dataset.ask ?? ""),
});

/** @param {HTMLFormElement} form @returns {Wanted} */
function wantedIn(form) {
  const chosen = Object.fromEntries(all(form, "select", HTMLSelectElement).map((select) => [select.dataset.by, select.value]));
  const text = form.querySelector("input")?.value ?? "";
  return { text, industry: chosen.industry ?? "", city: chosen.city ?? "", ask: chosen.ask ?? "" };
}

/** @param {HTMLFormElement} form @param {HTMLElement[]} items */
function choose(form, items) {
  const wanted = wantedIn(form);
  items.forEach((item) => {
    item.hidden = !fits(personIn(item), wanted);
    all(item, "[data-ask]", HTMLElement).forEach((button) => button.setAttribute("aria-pressed", String(folded(button.dataset.ask ?? "") === folded(wanted.ask))));
  });
  const shown = items.filter((item) => !item.hidden).length;
  for (const section of all(document, "main section", HTMLElement)) {
    const own = all(section, "[data-person]", HTMLElement);
    if (own.length) section.hidden = own.every((item) => item.hidden);
  }
  const filtered = Object.values(wanted).some((value) => value.trim());
  document.querySelector('[data-action="all"]')?.toggleAttribute("hidden", !filtered);
  const count = document.querySelector("[data-count]");
  const said = words[filtered ? "runtime.someof" : "runtime.everybody"].replace("{number}", String(shown)).replace("{total}", String(items.length));
  if (count) count.textContent = said;
}

/** Make the directory's form choose. */
export function wireDirectory() {
  const form = document.querySelector("form[data-directory]");
  if (!(form instanceof HTMLFormElement)) return;
  const items = all(document, "[data-person]", HTMLElement);
  const ask = form.querySelector('[data-by="ask"]');
  choose(form, items);
  form.addEventListener("input", () => choose(form, items));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector('[data-action="all"]')?.addEventListener("click", () => {
    form.reset();
    choose(form, items);
    form.querySelector("input")?.focus();
  });
  for (const button of all(document, "[data-ask]", HTMLElement)) {
    button.addEventListener("click", () => {
      const again = button.getAttribute("aria-pressed") === "true";
      if (ask instanceof HTMLSelectElement) ask.value = again ? "" : [...ask.options].find((option) => folded(option.value) === folded(button.dataset.ask ?? ""))?.value ?? "";
      choose(form, items);
    });
  }
}
