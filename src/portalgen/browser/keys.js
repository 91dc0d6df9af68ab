// @ts-check
/** The keys of this tab. They stay in `sessionStorage`, under the site's own name; without storage, in memory only. */

/** @typedef {import("./keyring.js").Slot} Slot */

/** @type {Map<string, string>} */
const memory = new Map();

/** @param {string} salt @returns {string} */
const nameOf = (salt) => `portalgen ${salt}`;

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

/** @param {string} salt @param {Slot} slot */
export function keep(salt, slot) {
  const text = JSON.stringify(slot);
  memory.set(nameOf(salt), text);
  stored(() => sessionStorage.setItem(nameOf(salt), text));
}

/** @param {string} salt @returns {Slot | null} */
export function held(salt) {
  let text = memory.get(nameOf(salt)) ?? null;
  stored(() => {
    text = sessionStorage.getItem(nameOf(salt)) ?? text;
  });
  return text ? JSON.parse(text) : null;
}

/** @param {string} salt */
export function forget(salt) {
  memory.delete(nameOf(salt));
  stored(() => sessionStorage.removeItem(nameOf(salt)));
}
