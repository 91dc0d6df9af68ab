// @ts-check
/** What this device remembers for its reader, best effort: opaque page ids and letters, never a name; nothing leaves the device. */

/** @typedef {Record<string, string>} Remembered */

/** @param {() => string | null} work @returns {string | null} null where storage is switched off */
function tried(work) {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof DOMException) return null;
    throw fault;
  }
}

/** @param {string | null} text @returns {Remembered} empty for anything of another shape */
export function readRemembered(text) {
  let value = null;
  try {
    value = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  if (!value || typeof value !== "object" || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === "string"));
}

/** @param {string} name @returns {Remembered} */
export const recall = (name) => readRemembered(tried(() => localStorage.getItem(name)));

/** @param {string} name @param {Remembered} value @returns {boolean} whether it is kept */
export const remember = (name, value) => tried(() => (localStorage.setItem(name, JSON.stringify(value)), "kept")) !== null;
