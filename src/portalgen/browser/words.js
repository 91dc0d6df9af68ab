// @ts-check
/** What the runtime says, from the one table of interface words. */

import english from "../words/en.json";

/** @type {Record<string, string>} */
export const words = english;
