// @ts-check
/** The walk of a passphrase: from the form, through the keyring, to an open page. Read it from `start` downwards. */

import { rulesOf, showDevice } from "./device.js";
import { ENTRANCE, fetchNewer, fetchPage, findKeyring, fromDisk, fromKeyring, homeOf, readFile, slotNow, slotOfPage } from "./entrance.js";
import { again, askForCode, offerPasskey, offerRemembering, refuse, reveal, say, setState, wireForm, wishedDays, withdrawPasskey } from "./form.js";
import { watchIdle } from "./idle.js";
import { held, keep, overdue } from "./keys.js";
import { openSlot } from "./keyring.js";
import { free, listen, lockHere, whyLocked } from "./lock.js";
import { openHere, tell } from "./open.js";
import { normalise } from "./passphrase.js";
import { dismiss, enrolled, PasskeyTrouble, unlockWithPasskey } from "./passkey.js";
import { AT_EASE_MS, canRemember, daysFrom, recall, remember, standing, unremember } from "./remember.js";
import { hashPassphrase } from "./staticrypt.js";
import { purgeNotes } from "./reading/keeping.js";
import { words } from "./words.js";

/** @typedef {import("./keys.js").Kept} Kept */
/** @typedef {import("./entrance.js").Sealed} Sealed */
/** @typedef {import("./keyring.js").Slot} Slot */

/** What an open page says when keys or ciphertext are of an earlier build, or not for this reader. */
const CLOSED = ["other", "damaged", "stale"];

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

/** The keys of this device are no longer the portal's: forget them all, say so and ask. @param {Sealed} file */
async function askAnew(file) {
  dismiss(file.salt);
  withdrawPasskey();
  await free(file.salt, "renewed");
  setState("locked");
  say("runtime.renewed");
  again(false);
}

/** @param {string} salt @param {Kept} kept @param {Slot} slot what the same credential opens now @returns {Promise<Kept>} */
async function keepAnew(salt, kept, slot) {
  const { until, paused } = await standing(salt);
  const changed = JSON.stringify(slot) !== JSON.stringify(kept.slot);
  if (until && !paused && changed) await remember(salt, { slot, u: kept.u }, until);
  return { ...kept, slot };
}

/** Keys of this device that may be old: see first what they open by now. @param {Sealed} file @param {Kept} kept */
async function enterAgain(file, kept) {
  const slot = fromKeyring(kept.slot) ? await slotNow(file, kept.u) : "unknown";
  if (slot === "renewed") return askAnew(file);
  const current = slot === "unknown" ? kept : await keepAnew(file.salt, kept, slot);
  await enter(file, current, keep(file.salt, current));
}

/** Keys of this tab open its pages at once; only where they do not is the keyring asked. @param {Sealed} file @param {Kept} kept */
async function enterHeld(file, kept) {
  if (file.keyring) return enterAgain(file, kept);
  const outcome = await openHere(file.message, file.salt, kept.slot);
  if (CLOSED.includes(outcome)) return enterAgain(file, kept);
  conclude(file, kept, true, outcome);
}

/** @param {Sealed} file @param {Kept} kept @param {boolean} lasting whether the next page will find the keys @returns {Promise<void>} */
async function enter(file, kept, lasting) {
  if (file.keyring) return goHome(kept, lasting);
  const outcome = await openHere(file.message, file.salt, kept.slot);
  const newer = CLOSED.includes(outcome) ? await fetchNewer(file) : null;
  if (newer) conclude(newer, kept, lasting, await openHere(newer.message, newer.salt, kept.slot));
  else conclude(file, kept, lasting, outcome);
}

/** @param {Sealed} file @param {Kept} kept @param {boolean} lasting @param {import("./open.js").Outcome} outcome */
function conclude(file, kept, lasting, outcome) {
  if (outcome === "shown" || outcome === "unchecked") return settle(file, kept, lasting, outcome === "unchecked");
  if (outcome !== "other") return refuse(`runtime.${outcome}`);
  setState("locked");
  say("runtime.other", { text: words["runtime.home"], href: homeOf(kept.slot) });
}

/** @param {Kept} kept @param {boolean} lasting @returns {Promise<void>} */
async function goHome(kept, lasting) {
  const address = homeOf(kept.slot);
  const page = lasting || fromDisk ? null : await fetchPage(address);
  if (!page) return location.replace(address);
  history.replaceState(null, "", address); // without storage the home page opens here, so that it need not ask again
  return enter(page, kept, false);
}

/** What goes on while a page is open. @param {Sealed} file @param {Kept} kept @param {boolean} lasting @param {boolean} unchecked */
function settle(file, kept, lasting, unchecked) {
  const rules = rulesOf(document.body);
  const { salt } = file;
  if (lasting) keep(salt, { ...kept, typed: false });
  else tell(words["runtime.nostorage"]);
  watchIdle(salt, rules.idleMinutes, { warning: words["runtime.idle.soon"], lock: () => void lockHere(salt, "idle") });
  if (!fromKeyring(kept.slot)) return;
  void showDevice(salt, kept, rules);
  if (unchecked) void checkKeys(file, kept);
}

/** A page opened, but its list did not: a cache may have kept a page whose keys are gone. @param {Sealed} file @param {Kept} kept */
async function checkKeys(file, kept) {
  const slot = await slotNow(file, kept.u);
  if (slot === "renewed") {
    dismiss(file.salt);
    await lockHere(file.salt, "renewed");
  } else if (slot !== "unknown" && JSON.stringify(slot) !== JSON.stringify(kept.slot)) {
    keep(file.salt, await keepAnew(file.salt, { ...kept, typed: false }, slot));
    location.reload();
  }
}

/** @param {string} salt @param {Kept} kept by a credential given just now: what was remembered before no longer counts */
async function rememberAsWished(salt, kept) {
  if (!fromKeyring(kept.slot)) return;
  const days = wishedDays();
  await (days ? remember(salt, kept, daysFrom(Date.now(), days)) : unremember(salt));
}

/** @param {Sealed} file @param {string} key what the credential derives @param {string} wrong what to say otherwise */
async function unlock(file, key, wrong) {
  try {
    const keyring = await findKeyring(file);
    if (keyring && keyring.salt !== file.salt) return refuse("runtime.false");
    const listed = keyring && (await openSlot(keyring, key));
    if (keyring && !listed && wrong === "runtime.renewed") return askAnew(file);
    const slot = listed ?? (await slotOfPage(key, file));
    if (slot) {
      const kept = { slot, u: key, typed: true };
      await rememberAsWished(file.salt, kept);
      await enter(file, kept, keep(file.salt, kept));
      return;
    }
    setState("locked");
    if (fromDisk && !keyring) say("runtime.wrongdisk", { text: ENTRANCE, href: ENTRANCE });
    else say(wrong);
    again(true);
  } catch (fault) {
    if (!(fault instanceof TypeError)) return refuse("runtime.damaged");
    setState("locked");
    say("runtime.unreachable");
  }
}

/** @param {Sealed} file @param {string} typed @param {string} coded the half of an invite that came by link, or empty */
async function typedIn(file, typed, coded) {
  setState("working");
  say("runtime.working");
  const whole = coded ? `${coded}-${normalise(typed)}` : normalise(typed);
  await unlock(file, await hashPassphrase(whole, file.salt), coded ? "runtime.wrongcode" : "runtime.wrong");
}

/** The reader asks for the gesture instead of typing. @param {Sealed} file */
async function pressed(file) {
  setState("working");
  say("runtime.passkey.asking");
  try {
    await unlock(file, await unlockWithPasskey(file.salt), "runtime.renewed");
  } catch (fault) {
    if (!(fault instanceof PasskeyTrouble)) throw fault;
    setState("locked");
    say(fault.why === "noprf" ? "runtime.passkey.lost" : "runtime.passkey.failed");
    if (fault.why === "none") withdrawPasskey();
    again(false);
  }
}

/** Nothing of this tab opens the page: the lock page, with what this device offers. @param {Sealed} file */
async function showLockPage(file) {
  const why = whyLocked();
  if (why) say(why === "renewed" ? "runtime.renewed" : `runtime.locked.${why}`);
  if (enrolled(file.salt)) offerPasskey(() => void pressed(file).catch(() => refuse("runtime.damaged")));
  if (!(await canRemember(AT_EASE_MS))) return;
  const remembered = await recall(file.salt);
  if (!remembered || document.documentElement.dataset.state !== "locked") return offerRemembering((await standing(file.salt)).paused);
  setState("working");
  await enterAgain(file, { ...remembered, typed: false });
}

async function start() {
  const given = keyInAddress();
  if (window.top !== window.self) return refuse("runtime.frame");
  if (!globalThis.crypto?.subtle) return refuse("runtime.insecure");
  const file = readFile();
  const late = overdue(file.salt, Date.now());
  const kept = late ? null : held(file.salt);
  if (!kept) reveal();
  listen(file.salt);
  void purgeNotes();
  wireForm((typed) => typedIn(file, typed, given.coded).catch(() => refuse("runtime.damaged")));
  if (late) {
    await free(file.salt, "idle"); // the tab was left open, and the browser dropped its page meanwhile
    say("runtime.locked.idle");
  }
  if (given.key) {
    setState("working");
    await unlock(file, given.key, "runtime.invite");
  } else if (given.coded) {
    askForCode();
  } else if (kept) {
    setState("working");
    await enterHeld(file, kept);
  } else {
    await showLockPage(file);
  }
}

start().catch(() => refuse("runtime.damaged"));
