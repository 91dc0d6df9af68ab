// @ts-check
/**
 * What is new since this device last looked: fingerprints that stand in the home page, against those that were seen here.
 * A page counts as seen once it is opened, or when its reader says that all is seen.
 */

import { pageIn } from "./binding.js";
import { allSeen, begin, changesOf } from "./fresh.js";
import { recall, remember } from "./ondevice.js";
import { words } from "./words.js";

/** @typedef {import("./fresh.js").Row} Row */
/** @typedef {import("./fresh.js").Change} Change */

const AT_MOST = { wide: 6, narrow: 3 };

/** @param {string} salt @returns {string} */
const nameOf = (salt) => `portalgen looked ${salt}`;

/** @param {string} salt What is opened is seen. */
export function noteOpened(salt) {
  const { fingerprint } = document.body.dataset;
  if (fingerprint) remember(nameOf(salt), { ...recall(nameOf(salt)), [pageIn(location.pathname)]: fingerprint });
}

/** @param {HTMLElement} item @returns {Row} */
const rowOf = ({ dataset }) => ({
  page: pageIn(dataset.page ?? ""),
  fingerprint: dataset.fingerprint ?? "",
  changed: "changed" in dataset,
  recent: "recent" in dataset,
  pinned: "pinned" in dataset,
  listed: "listed" in dataset,
});

/** @param {HTMLElement[]} items those to show, in order @param {HTMLElement} section @param {number} most */
function showSome(items, section, most) {
  items.forEach((item, at) => {
    item.hidden = at >= most;
  });
  const more = section.querySelector('[data-action="more"]');
  if (!(more instanceof HTMLElement)) return;
  more.hidden = items.length <= most;
  more.textContent = words["runtime.more"].replace("{number}", String(items.length - most));
  more.onclick = () => {
    const next = items[most].querySelector("a");
    showSome(items, section, items.length);
    next?.focus();
  };
}

/** @param {HTMLElement} section @param {HTMLElement[]} items @param {Change[]} changes */
function draw(section, items, changes) {
  items.forEach((item, at) => {
    const tag = item.querySelector(".tag");
    item.hidden = true;
    if (!(tag instanceof HTMLElement)) return;
    tag.hidden = !changes[at];
    tag.textContent = changes[at] ? words[`runtime.${changes[at]}`] : "";
  });
  const shown = items.filter((item, at) => changes[at] || rowOf(item).pinned);
  showSome(shown, section, matchMedia("(max-width: 30rem)").matches ? AT_MOST.narrow : AT_MOST.wide);
  section.querySelector("[data-none]")?.toggleAttribute("hidden", shown.length > 0);
  section.querySelector('[data-action="looked"]')?.toggleAttribute("hidden", !changes.some(Boolean));
}

/** Show what is new; without storage, what the page itself shows: the latest. @param {string} salt */
export function wireNews(salt) {
  const section = document.querySelector("[data-news]");
  if (!(section instanceof HTMLElement)) return;
  const items = [...section.querySelectorAll("[data-page]")].flatMap((item) => (item instanceof HTMLElement ? [item] : []));
  const rows = items.map(rowOf);
  const seen = begin(recall(nameOf(salt)), rows);
  const silent = rows.filter((row) => row.listed && !(row.page in seen));
  if (!remember(nameOf(salt), allSeen(seen, silent))) {
    showSome(items.filter((item) => !item.hidden), section, AT_MOST.narrow);
    return;
  }
  draw(section, items, changesOf(seen, rows));
  section.querySelector('[data-action="looked"]')?.addEventListener("click", () => {
    remember(nameOf(salt), allSeen(recall(nameOf(salt)), rows));
    draw(section, items, rows.map(() => ""));
    const none = section.querySelector("[data-none]");
    if (none instanceof HTMLElement) {
      none.tabIndex = -1;
      none.focus();
    }
  });
}
