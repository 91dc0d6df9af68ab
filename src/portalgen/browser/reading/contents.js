// @ts-check
/** Where the reader is: the current section in the table of contents, and how far a long text has been read. */

import { words } from "../words.js";
import { make } from "./make.js";
import { minuteAt, sectionAt } from "./progress.js";

const WIDE = "(min-width: 78rem)"; // reading.css puts the contents beside the text from there on
const LONG = 1.5; // screens: a shorter text needs no bar

export function wireContents() {
  openBesideText();
  const links = [...document.querySelectorAll(".toc a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent((link.getAttribute("href") ?? "").slice(1))));
  const texts = [...document.querySelectorAll("main .prose")];
  if (!texts.length) return;
  const bar = make("div", { class: "progress", "data-own": "", "aria-hidden": "true" });
  document.querySelector(".top")?.append(bar);
  let waiting = false;
  const follow = () => {
    waiting = false;
    markSection(links, headings);
    markProgress(bar, texts);
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  follow();
}

/** Beside the text the contents stand open; above it they are closed until somebody opens them. */
function openBesideText() {
  const details = document.querySelector("details.toc");
  if (!(details instanceof HTMLDetailsElement)) return;
  const wide = matchMedia(WIDE);
  details.open = wide.matches;
  const turn = () => (details.open = wide.matches);
  if (wide.addEventListener) wide.addEventListener("change", turn);
  details.addEventListener("click", (event) => {
    if (event.target instanceof HTMLAnchorElement && !wide.matches) details.open = false;
  });
}

/** @param {Element[]} links @param {(HTMLElement | null)[]} headings */
function markSection(links, headings) {
  const tops = headings.map((heading) => heading?.getBoundingClientRect().top ?? Infinity);
  const current = sectionAt(tops, innerHeight / 4);
  links.forEach((link, index) => {
    if (index === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  });
}

/** @param {HTMLElement} bar @param {Element[]} texts */
function markProgress(bar, texts) {
  const end = texts[texts.length - 1].getBoundingClientRect().bottom + scrollY;
  bar.hidden = end < LONG * innerHeight;
  const fraction = Math.min(1, Math.max(0, scrollY / (end - innerHeight)));
  bar.style.setProperty("--read", String(fraction));
  const total = Number(document.querySelector(".tools")?.getAttribute("data-minutes") ?? 0);
  for (const left of document.querySelectorAll(".left")) {
    left.toggleAttribute("hidden", bar.hidden || total < 2);
    left.textContent = words["reading.progress"].replace("{minute}", String(minuteAt(fraction, total))).replace("{total}", String(total));
  }
}
