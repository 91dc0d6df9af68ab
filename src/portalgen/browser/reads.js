// @ts-check
/** Marks as data: which papers are read, in the version that was read. Pure. */

/** @typedef {import("./ondevice.js").Remembered} Remembered */
/** @typedef {{page: string, fingerprint: string, minutes: number}} Paper */

/** @param {Remembered} marks @param {Paper} paper @returns {boolean} */
export const isRead = (marks, paper) => paper.fingerprint !== "" && marks[paper.page] === paper.fingerprint;

/** @param {Remembered} marks @param {Paper} paper @returns {Remembered} the marks with this one set, or taken away */
export function toggled(marks, paper) {
  const others = Object.fromEntries(Object.entries(marks).filter(([page]) => page !== paper.page));
  return isRead(marks, paper) ? others : { ...others, [paper.page]: paper.fingerprint };
}

/** @param {Remembered} marks @param {Paper[]} papers @returns {number} minutes of reading that are left */
export const minutesLeft = (marks, papers) => papers.reduce((sum, paper) => sum + (isRead(marks, paper) ? 0 : paper.minutes), 0);
