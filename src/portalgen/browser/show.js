// @ts-check
/** Put a decrypted document in the place of the lock page. Scripts inside a parsed document never run. */

import { trusted } from "./trusted.js";

/** @param {string} html a whole decrypted document @returns {Document} beside the page, where nothing in it runs or loads */
export const parse = (html) => new DOMParser().parseFromString(trusted.createHTML(html), "text/html");

/** @param {string} html a whole decrypted document, already checked against its address */
export function show(html) {
  const page = parse(html);
  page.querySelectorAll("script").forEach((script) => script.remove());
  const root = document.documentElement;
  for (const name of ["lang", "dir", "class"]) {
    const value = page.documentElement.getAttribute(name);
    if (value === null) root.removeAttribute(name);
    else root.setAttribute(name, value);
  }
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  root.dataset.state = "open";
  const start = document.querySelector("h1") ?? document.querySelector("main");
  if (start instanceof HTMLElement) {
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
  }
  if (location.hash.length > 1) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}
