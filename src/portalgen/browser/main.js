// @ts-check
/** The walk of a passphrase: from the form, through the keyring, to an open page. Read it from `start` downwards. */

import { again, askForCode, refuse, say, setState, wireForm } from "./form.js";
import { held, keep } from "./keys.js";
import { extractKeyring, openSlot, readKeyring } from "./keyring.js";
import { listen } from "./lock.js";
import { openHere } from "./open.js";
import { readBinding } from "./binding.js";
import { normalise } from "./passphrase.js";
import { purgeNotes } from "./reading/keeping.js";
import { hashPassphrase, openPage } from "./staticrypt.js";
import { words } from "./words.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {import("./keyring.js").Keyring} Keyring */
/** @typedef {{salt: string, message: string, keyring: Keyring | null}} Sealed what stands in this file */

const ENTRANCE = "index.html";
const fromDisk = location.protocol === "file:";

/**
 * What the fragment carries, taken out of the address bar before anything else happens: a key of 32 bytes (StatiCrypt's
 * link or an invite), or the 16 bytes of an invite that needs its code too.
 * @returns {{key: string, coded: string}}
 */
function keyInAddress() {
  const found = /^#(?:staticrypt_pwd|invite)=([0-9a-f]{64}|[0-9a-f]{32})(?:&|$)/.exec(location.hash);
  if (!found) return { key: "", coded: "" };
  history.replaceState(null, "", location.pathname + location.search);
  return found[1].length === 64 ? { key: found[1], coded: "" } : { key: "", coded: found[1] };
}

/** @returns {Sealed} */
function readFile() {
  const keyring = document.getElementById("keyring")?.textContent;
  if (keyring) {
    const value = readKeyring(keyring);
    return { salt: value.salt, message: "", keyring: value };
  }
  const sealed = JSON.parse(document.getElementById("sealed")?.textContent ?? "{}");
  return {
    salt: sealed.staticryptSaltUniqueVariableName,
    message: sealed.staticryptEncryptedMsgUniqueVariableName,
    keyring: null,
  };
}

/** @param {Sealed} file @returns {Promise<Keyring | null>} null where it cannot be reached */
async function findKeyring(file) {
  if (file.keyring) return file.keyring;
  if (fromDisk) return null;
  const answer = await fetch(ENTRANCE, { credentials: "same-origin" });
  return answer.ok ? extractKeyring(await answer.text()) : null;
}

/**
 * A slot made of one key that opens this very page: what a shared passphrase gives where no keyring can be reached.
 * @param {string} key @param {Sealed} file @returns {Promise<Slot | null>}
 */
async function slotOfPage(key, file) {
  const plaintext = file.message ? await openPage(key, file.message) : null;
  const binding = plaintext === null ? null : readBinding(plaintext);
  if (!binding) return null;
  return { audiences: { [binding.audience]: key }, cohort: binding.cohort, home: "index", maps: {}, reader: "" };
}

/** @param {Sealed} file @param {Slot} slot */
async function enter(file, slot) {
  if (file.keyring) {
    location.replace(`${slot.home}.html`);
    return;
  }
  const outcome = await openHere(file.message, file.salt, slot);
  if (outcome === "false" || outcome === "stale" || outcome === "damaged") refuse(`runtime.${outcome}`);
  if (outcome === "other") {
    setState("locked");
    say("runtime.other", { text: words["runtime.home"], href: slot.home === "index" ? ENTRANCE : `${slot.home}.html` });
  }
}

/** @param {Sealed} file @param {string} key what the credential derives @param {string} wrong what to say otherwise */
async function unlock(file, key, wrong) {
  try {
    const keyring = await findKeyring(file);
    if (keyring && keyring.salt !== file.salt) return refuse("runtime.false");
    const slot = (keyring && (await openSlot(keyring, key))) ?? (await slotOfPage(key, file));
    if (slot) {
      keep(file.salt, slot);
      await enter(file, slot);
      return;
    }
    setState("locked");
    if (fromDisk && !keyring) say("runtime.wrongdisk", { text: ENTRANCE, href: ENTRANCE });
    else say(wrong);
    again();
  } catch (fault) {
    refuse(fault instanceof TypeError ? "runtime.unreachable" : "runtime.damaged");
  }
}

/** @param {Sealed} file @param {string} typed @param {string} coded the half of an invite that came by link, or empty */
async function typedIn(file, typed, coded) {
  setState("working");
  say("runtime.working");
  const whole = coded ? `${coded}-${normalise(typed)}` : normalise(typed);
  await unlock(file, await hashPassphrase(whole, file.salt), coded ? "runtime.wrongcode" : "runtime.wrong");
}

async function start() {
  const given = keyInAddress();
  if (window.top !== window.self) return refuse("runtime.frame");
  if (!globalThis.crypto?.subtle) return refuse("runtime.insecure");
  const file = readFile();
  listen(file.salt);
  void purgeNotes();
  wireForm((typed) => typedIn(file, typed, given.coded).catch(() => refuse("runtime.damaged")));
  const slot = held(file.salt);
  if (given.key) {
    setState("working");
    await unlock(file, given.key, "runtime.invite");
  } else if (given.coded) {
    askForCode();
  } else if (slot) {
    setState("working");
    await enter(file, slot);
  }
}

start().catch(() => refuse("runtime.damaged"));
