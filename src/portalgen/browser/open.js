// @ts-check
/** What happens once keys are there: open the page, check that it is the one asked for, show it, make it work. */

import { pageIn, readBinding } from "./binding.js";
import { toHex, fromText } from "./bytes.js";
import { lockEverywhere } from "./lock.js";
import { fetcher, showPictures, wireDocuments } from "./objects.js";
import { show } from "./show.js";
import { openPage } from "./staticrypt.js";
import { showLocalTimes } from "./times.js";
import { newerSeen } from "./seen.js";
import { words } from "./words.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {"shown" | "other" | "false"} Outcome shown; sealed for others; or not the page it claims to be */

/**
 * @param {string} message
 * @param {string} salt
 * @param {Slot} slot
 * @returns {Promise<Outcome>}
 */
export async function openHere(message, salt, slot) {
  for (const [audience, key] of Object.entries(slot.audiences)) {
    const plaintext = await openPage(key, message);
    if (plaintext === null) continue;
    const binding = readBinding(plaintext);
    const page = pageIn(location.pathname);
    if (!binding || binding.cohort !== slot.cohort || binding.page !== page || binding.audience !== audience) return "false";
    show(plaintext);
    enliven(salt, slot, audience);
    if (location.protocol === "file:") tell(words["runtime.disk"]);
    else void checkMap(message, salt, slot, audience, page);
    return "shown";
  }
  return "other";
}

/** @param {string} text */
function tell(text) {
  const notice = document.getElementById("notice");
  if (!notice) return;
  notice.textContent = text;
  notice.hidden = false;
}

/** @param {string} salt @param {Slot} slot @param {string} audience */
function enliven(salt, slot, audience) {
  document.querySelectorAll('[data-action="lock"]').forEach((button) => {
    button.addEventListener("click", () => lockEverywhere(salt));
  });
  document.querySelectorAll("a[data-home]").forEach((link) => link.setAttribute("href", `${slot.home}.html`));
  showLocalTimes();
  const get = fetcher(slot.audiences[audience], slot.cohort, audience);
  wireDocuments(get, tell);
  if (location.protocol !== "file:") void showPictures(get);
}

/**
 * Compare the page with the audience's sealed list of pages; warn where the two do not agree.
 * @param {string} message @param {string} salt @param {Slot} slot @param {string} audience @param {string} page
 */
async function checkMap(message, salt, slot, audience, page) {
  const id = slot.maps[audience];
  if (!id) return;
  try {
    const get = fetcher(slot.audiences[audience], slot.cohort, audience);
    const map = JSON.parse(new TextDecoder().decode((await get(`o/${id}.bin`)).content));
    const digest = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", fromText(message)))).slice(0, 32);
    const newer = newerSeen(salt, map.built);
    if (newer) tell(words["runtime.older"].replace("{date}", newer.slice(0, 10)));
    else if (map.files[`${page}.html`] !== digest) tell(words["runtime.stale"]);
  } catch {
    tell(words["runtime.unchecked"]);
  }
}
