// @ts-check
/** The comment that ties a page's plaintext to its cohort, name and audience (docs/SPEC.md section 3). */

const SHAPE = /^<!--portalgen:1 ([a-z0-9.-]+) ([a-z2-7]{16}) ([a-z0-9.:-]+)-->\n/;

/** @typedef {{cohort: string, page: string, audience: string}} Binding */

/** @param {string} plaintext @returns {Binding | null} */
export function readBinding(plaintext) {
  const found = SHAPE.exec(plaintext);
  return found && { cohort: found[1], page: found[2], audience: found[3] };
}

/** @param {string} pathname @returns {string} the page id in an address, empty where there is none */
export const pageIn = (pathname) => /([a-z2-7]{16})(?:\.html)?$/.exec(pathname)?.[1] ?? "";
