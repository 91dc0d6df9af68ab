// @ts-check
/** Whose print this is: "Confidential" on every sheet, with the reader's name where the key is one person's. */

import { readBinding } from "../binding.js";
import { memberIn } from "../mine.js";
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
  else if (!fromDisk) setTimeout(() => void nameFromOwnPage(slot).then(say), IDLE_MS);
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

/**
 * Read another page of this site, with the key of one audience.
 * @param {Slot} slot @param {string} audience @param {string} page its id
 * @returns {Promise<Document | null>} null where it is not that page, or the key opens another
 */
async function readPage(slot, audience, page) {
  const key = slot.audiences[audience];
  if (!key) return null;
  const answer = await fetch(`${page}.html`, { credentials: "same-origin" });
  const sealed = JSON.parse(SEALED.exec(await answer.text())?.[1] ?? "{}");
  const plaintext = await openPage(key, sealed.staticryptEncryptedMsgUniqueVariableName ?? "");
  const binding = plaintext === null ? null : readBinding(plaintext);
  const right = binding?.audience === audience && binding.cohort === slot.cohort && binding.page === page;
  return plaintext !== null && right ? parse(plaintext) : null;
}

/**
 * The name stands on the reader's own page, which no other key opens. A guest begins there; a member's is named on the members' home.
 * @param {Slot} slot @returns {Promise<string>} empty where there is none
 */
async function nameFromOwnPage(slot) {
  try {
    const member = memberIn(slot.reader);
    const home = await readPage(slot, member ? "members" : slot.reader, slot.home);
    if (!member || !home) return home?.body.dataset.reader ?? "";
    const link = [...home.querySelectorAll("a[data-desk]")].find((one) => one.getAttribute("data-desk") === member);
    const own = link?.getAttribute("data-to")?.replace(/\.html$/, "");
    return (own && (await readPage(slot, slot.reader, own))?.body.dataset.reader) || "";
  } catch {
    return ""; // no network: the sheet says "Confidential" all the same
  }
}
