// @ts-check
/** The newest list of pages that this device has seen, so that an older copy is noticed. Best effort: without storage, nothing. */

/** @param {string} map the opaque name of a list @returns {string} */
const nameOf = (map) => `portalgen seen ${map}`;

/**
 * @param {string} map the opaque name of a list
 * @param {string} built the minute in it, ISO 8601
 * @returns {string} the newer minute that was seen before, empty where this one is the newest
 */
export function newerSeen(map, built) {
  try {
    const seen = localStorage.getItem(nameOf(map)) ?? "";
    if (seen > built) return seen;
    localStorage.setItem(nameOf(map), built);
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault; // storage is switched off: nothing is remembered
  }
  return "";
}

/** @param {string} minute such as 2026-11-24T09:30Z @returns {string} as people read it; a set day has no time */
export const spoken = (minute) => minute.replace("T00:00Z", "").replace("T", " ").replace("Z", " UTC");
