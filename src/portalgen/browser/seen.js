// @ts-check
/** The newest day of a site that this device has seen, so that an older copy is noticed. Best effort: without storage, nothing. */

/** @param {string} salt @returns {string} */
const nameOf = (salt) => `portalgen seen ${salt}`;

/**
 * @param {string} salt
 * @param {string} built the day and minute in the site's map, ISO 8601
 * @returns {string} the newer day that was seen before, empty where this one is the newest
 */
export function newerSeen(salt, built) {
  try {
    const seen = localStorage.getItem(nameOf(salt)) ?? "";
    if (seen > built) return seen;
    localStorage.setItem(nameOf(salt), built);
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault; // storage is switched off: nothing is remembered
  }
  return "";
}
