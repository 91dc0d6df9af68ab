// @ts-check
/** What happens once keys are there: open the page, check that it is the one asked for, show it, make it work. */

import { pageIn, readBinding } from "./binding.js";
import { lockEverywhere } from "./lock.js";
import { keepCopy } from "./offline.js";
import { wireReading } from "./reading/reading.js";
import { wireSearch } from "./search.js";
import { fetcher, nameMissingPictures, showPictures, wireDocuments } from "./objects.js";
import { serveReader } from "./reader.js";
import { show } from "./show.js";
import { openPage } from "./staticrypt.js";
import { showLocalTimes } from "./times.js";
import { spoken } from "./seen.js";
import { digestOfPage, Listing } from "./sitemap.js";
import { words } from "./words.js";

const fromDisk = location.protocol === "file:";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {"shown" | "unchecked" | "other" | "false" | "stale" | "damaged"} Outcome shown; shown, but no list could be read; sealed for others; not the page it claims to be; a copy that is not on the list; broken */

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
    const listing = fromDisk ? null : new Listing(slot, audience);
    const standing = listing ? await listing.standing(`${page}.html`, await digestOfPage(message)) : "unknown";
    if (standing === "unlisted") return "stale";
    show(plaintext);
    enliven(salt, slot, audience, listing);
    if (fromDisk) tell(words["runtime.disk"]);
    else if (standing === "unknown") tell(words["runtime.unchecked"]);
    else if (listing) void warnIfOlder(listing);
    return standing === "unknown" && !fromDisk ? "unchecked" : "shown";
  }
  return (await isOurs(slot)) ? "damaged" : "other";
}

/** @param {Slot} slot @returns {Promise<boolean>} whether the lists of this reader have the page that no key of theirs opens */
async function isOurs(slot) {
  if (fromDisk) return false;
  const name = `${pageIn(location.pathname)}.html`;
  const listed = await Promise.all(Object.keys(slot.maps).map((audience) => new Listing(slot, audience).has(name)));
  return listed.includes(true);
}

/** @param {string} text said on the open page, after what is said already */
export function tell(text) {
  const notice = document.getElementById("notice");
  if (!notice) return;
  notice.textContent = [notice.textContent, text].filter(Boolean).join(" ");
  notice.hidden = false;
}

/** @param {string} salt @param {Slot} slot @param {string} audience @param {Listing | null} listing */
function enliven(salt, slot, audience, listing) {
  document.querySelectorAll('[data-action="lock"]').forEach((button) => {
    button.addEventListener("click", () => lockEverywhere(salt));
  });
  document.querySelectorAll("a[data-home]").forEach((link) => link.setAttribute("href", `${slot.home}.html`));
  wireSearch(slot, fromDisk);
  showLocalTimes();
  wireReading({ salt, slot, audience, page: pageIn(location.pathname), fromDisk }, tell);
  serveReader(salt, slot.reader);
  const get = fetcher(slot.audiences[audience], slot.cohort, audience, listing);
  wireDocuments(get, tell);
  if (fromDisk) nameMissingPictures();
  else void showPictures(get).then(() => keepCopy(salt, slot));
}

/** @param {Listing} listing */
async function warnIfOlder(listing) {
  const newer = await listing.olderThanSeen();
  if (newer) tell(words["runtime.older"].replace("{date}", spoken(newer)));
}
