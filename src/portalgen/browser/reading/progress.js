// @ts-check
/** How far a text has been read, in numbers. Pure. */

/** @param {number} fraction read @param {number} total minutes @returns {number} the minute that the reader is in */
export const minuteAt = (fraction, total) => Math.min(total, Math.max(1, Math.ceil(fraction * total)));

/** @param {number[]} tops of the headings, relative to the window @param {number} line how far down counts as "here" @returns {number} index of the current section, -1 above the first */
export function sectionAt(tops, line) {
  let current = -1;
  tops.forEach((top, index) => {
    if (top <= line) current = index;
  });
  return current;
}
