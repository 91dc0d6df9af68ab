// @ts-check
/** The keys of this tab. They stay in `sessionStorage`, under the site's own name; without storage, in memory only. */

/** @typedef {import("./keyring.js").Slot} Slot */
/**
 * What a credential opened, with what it derives (U), so that the keyring can be opened anew. `typed`: in this tab, by hand,
 * just now, and no page has shown itself since.
 * @typedef {{slot: Slot, u: string, typed: boolean}} Kept
 */

/** @type {Map<string, string>} */
const memory = new Map();

/** @param {string} salt @returns {string} */
const keysOf = (salt) => `portalgen ${salt}`;
/** @param {string} salt @returns {string} */
const deadlineOf = (salt) => `portalgen idle ${salt}`;

/** @param {() => void} work @returns {boolean} whether storage let it happen */
function stored(work) {
  try {
    work();
    return true;
  } catch (fault) {
    if (fault instanceof DOMException) return false; // storage is switched off: memory serves this page
    throw fault;
  }
}

/** @param {string} name @param {string} text @returns {boolean} whether it outlives this page */
function put(name, text) {
  memory.set(name, text);
  return stored(() => sessionStorage.setItem(name, text));
}

/** @param {string} name @returns {string} empty where there is nothing */
function get(name) {
  let text = memory.get(name) ?? "";
  stored(() => {
    text = sessionStorage.getItem(name) ?? text;
  });
  return text;
}

/** @param {string} salt @param {Kept} kept @returns {boolean} whether the next page of this tab will find it */
export const keep = (salt, kept) => put(keysOf(salt), JSON.stringify(kept));

/** @param {string} salt @returns {Kept | null} */
export function held(salt) {
  const kept = JSON.parse(get(keysOf(salt)) || "null");
  return kept?.slot && kept.u ? kept : null;
}

/** Note until when this tab stays open without a touch. @param {string} salt @param {number} deadline ms since 1970 */
export const setDeadline = (salt, deadline) => put(deadlineOf(salt), String(deadline));

/** @param {string} salt @param {number} now @returns {boolean} whether the tab was left alone for longer than it may be */
export const overdue = (salt, now) => now > (Number(get(deadlineOf(salt))) || Infinity);

/** @param {string} salt */
export function forget(salt) {
  for (const name of [keysOf(salt), deadlineOf(salt)]) {
    memory.delete(name);
    stored(() => sessionStorage.removeItem(name));
  }
}
