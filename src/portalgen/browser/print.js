// @ts-check
/** What stands at the foot of every printed page of a book. */

/** @param {string} text @returns {string} as a CSS string, every letter that could mean something written as a number */
export const cssText = (text) => `"${text.replace(/[^\p{L}\p{N} .,-]/gu, (letter) => `\\${letter.codePointAt(0)?.toString(16)} `)}"`;

/** @param {string} text such as "Printed for Mara Okonjo-Vance" @returns {string} a rule, or nothing where no name is known */
export const printFoot = (text) => (text ? `@page { @bottom-left { content: ${cssText(text)} } }` : "");
