// @ts-check
/** The site's one Trusted Types policy: decrypted documents, which are only ever parsed, and the address of the service worker. */

/** @typedef {{createHTML: (html: string) => any, createScriptURL: (address: string) => any}} Policy */

const WORKER = /^worker\.js\?[0-9a-f]{32}$/;

/** @type {Policy} */
const rules = {
  createHTML: (html) => html,
  createScriptURL: (address) => {
    if (!WORKER.test(address)) throw new TypeError("no script of this site");
    return address;
  },
};

/** @returns {Policy} without Trusted Types, the texts as they are */
function makePolicy() {
  const types = /** @type {any} */ (window).trustedTypes;
  return types ? types.createPolicy("portalgen", rules) : rules;
}

export const trusted = makePolicy();
