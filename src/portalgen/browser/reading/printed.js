// @ts-check
/** Whose print this is: "Confidential" on every sheet, with the reader's name where the key is one person's. */

import { readBinding } from "../binding.js";
import { parse } from "../show.js";
import { openPage } from "../staticrypt.js";
import { words } from "../words.js";

/** @typedef {import("../keyring.js").Slot} Slot */

const IDLE_MS = 1200; // after the page is there: a name is only needed once somebody prints
const SEALED = /<script type="application\/json" id="sealed">(.*?)<\/script>/s;

/** @param {Slot} slot @param {string} audience of the open page @param {boolean} fromDisk */
export function wirePrinting(slot, audience, fromDisk) {
  say("");
  if (!slot.reader) return;
  if (audience === slot.reader) say(document.body.dataset.reader ?? "");
  else if (!fromDisk) setTimeout(() => void nameFromHome(slot).then(say), IDLE_MS);
}

/** @param {string} name */
function say(name) {
  const top = document.querySelector(".top");
  if (!(top instanceof HTMLElement)) return;
  const confidential = top.dataset.confidential ?? "";
  const whose = name ? words["reading.printed"].replace("{name}", name) : "";
  const text = [confidential, whose].filter(Boolean).join(" · ");
  top.dataset.running = text;
  document.documentElement.style.setProperty("--running", JSON.stringify(text));
}

/** The name stands on the reader's own page, which no other key opens. @param {Slot} slot @returns {Promise<string>} empty where there is none */
async function nameFromHome(slot) {
  try {
    const answer = await fetch(`${slot.home}.html`, { credentials: "same-origin" });
    const sealed = JSON.parse(SEALED.exec(await answer.text())?.[1] ?? "{}");
    const key = slot.audiences[slot.reader];
    const plaintext = key ? await openPage(key, sealed.staticryptEncryptedMsgUniqueVariableName ?? "") : null;
    const binding = plaintext === null ? null : readBinding(plaintext);
    if (plaintext === null || binding?.audience !== slot.reader || binding.cohort !== slot.cohort || binding.page !== slot.home) return "";
    return parse(plaintext).body.dataset.reader ?? "";
  } catch {
    return ""; // no network: the sheet says "Confidential" all the same
  }
}
