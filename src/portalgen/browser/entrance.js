// @ts-check
/** What stands in a file of the site, and what the keyring in the entrance says about a credential now. */

import { readBinding } from "./binding.js";
import { extractKeyring, openSlot, readKeyring } from "./keyring.js";
import { openPage } from "./staticrypt.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {import("./keyring.js").Keyring} Keyring */
/** @typedef {{salt: string, message: string, keyring: Keyring | null}} Sealed what stands in a file */

export const ENTRANCE = "index.html";
export const fromDisk = location.protocol === "file:";
const IN_PAGE = /<script type="application\/json" id="sealed">(.*?)<\/script>/s;
/** The home of a slot that no keyring gave: the entrance, which asks again. */
const NOWHERE = "index";

/** @param {string} text the JSON in a page @returns {Sealed} */
function readSealed(text) {
  const sealed = JSON.parse(text);
  return {
    salt: sealed.staticryptSaltUniqueVariableName,
    message: sealed.staticryptEncryptedMsgUniqueVariableName,
    keyring: null,
  };
}

/** @returns {Sealed} what stands in the file that was asked for */
export function readFile() {
  const keyring = document.getElementById("keyring")?.textContent;
  if (!keyring) return readSealed(document.getElementById("sealed")?.textContent ?? "{}");
  const value = readKeyring(keyring);
  return { salt: value.salt, message: "", keyring: value };
}

/** @param {string} name of a page @returns {Promise<Sealed | null>} null where it cannot be had */
export async function fetchPage(name) {
  const answer = await fetch(name, { credentials: "same-origin", cache: "no-cache" });
  const found = answer.ok ? IN_PAGE.exec(await answer.text()) : null;
  return found && readSealed(found[1]);
}

/** @param {Sealed} file a page that the portal's keys do not open @returns {Promise<Sealed | null>} the page of now, where it is another one */
export async function fetchNewer(file) {
  try {
    const page = fromDisk ? null : await fetchPage(location.pathname);
    return page?.salt === file.salt && page.message !== file.message ? page : null;
  } catch {
    return null; // no network: there is nothing newer to be had
  }
}

/** @param {Sealed} file @returns {Promise<Keyring | null>} null where it cannot be reached; throws TypeError without a network */
export async function findKeyring(file) {
  if (file.keyring) return file.keyring;
  if (fromDisk) return null;
  const answer = await fetch(ENTRANCE, { credentials: "same-origin", cache: "no-cache" }); // an old keyring knows no new words
  return answer.ok ? extractKeyring(await answer.text()) : null;
}

/**
 * A slot made of one key that opens this very page: what a shared passphrase gives where no keyring can be reached.
 * @param {string} key @param {Sealed} file @returns {Promise<Slot | null>}
 */
export async function slotOfPage(key, file) {
  const plaintext = file.message ? await openPage(key, file.message) : null;
  const binding = plaintext === null ? null : readBinding(plaintext);
  if (!binding) return null;
  return { audiences: { [binding.audience]: key }, cohort: binding.cohort, home: NOWHERE, maps: {}, reader: "" };
}

/** @param {Slot} slot @returns {boolean} whether a keyring gave it, so that it leads somewhere and can be asked for again */
export const fromKeyring = (slot) => slot.home !== NOWHERE;

/** @param {Slot} slot @returns {string} */
export const homeOf = (slot) => (fromKeyring(slot) ? `${slot.home}.html` : ENTRANCE);

/**
 * What a credential that opened the site before opens now.
 * @param {Sealed} file @param {string} u what the credential derives
 * @returns {Promise<Slot | "renewed" | "unknown">} renewed: nothing any more; unknown: the keyring cannot be read
 */
export async function slotNow(file, u) {
  try {
    const keyring = await findKeyring(file);
    if (!keyring || keyring.salt !== file.salt) return "unknown";
    return (await openSlot(keyring, u)) ?? "renewed";
  } catch {
    return "unknown"; // no network, or a keyring that is damaged: what is known goes on
  }
}
