// @ts-check
/** Pictures and documents of an open page: fetched, decrypted, shown in place or saved under their own name. */

import { addressOfBlob, openTab } from "./blobs.js";
import { openObject } from "./object.js";
import { digestOf } from "./sitemap.js";
import { words } from "./words.js";

/** @typedef {import("./object.js").Opened} Opened */
/** @typedef {import("./sitemap.js").Listing} Listing */
/** @typedef {(address: string) => Promise<Opened>} Fetcher */

const AT_ONCE = 6; // requests that a browser sends to one host at the same time over HTTP/1.1

/** Types that a browser may show; everything else is only ever saved. */
const SHOWN = ["application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"];

/**
 * @param {string} keyHex
 * @param {string} cohort
 * @param {string} audience
 * @param {Listing | null} listing what the file must be on, where a list can be had
 * @returns {Fetcher} rejects for a file that is damaged, or older than the list
 */
export function fetcher(keyHex, cohort, audience, listing) {
  return async (address) => {
    const id = /^o\/([a-z2-7]{16})\.bin$/.exec(address)?.[1];
    if (!id) throw new Error("no object");
    let sealed = await fetchObject(address, "default");
    if (await isUnlisted(listing, address, sealed)) {
      sealed = await fetchObject(address, "reload"); // what was kept here may be of an earlier build
      if (await isUnlisted(listing, address, sealed)) throw new Error("not on the list");
    }
    return openObject(keyHex, sealed, { cohort, audience, id });
  };
}

/** @param {string} address @param {RequestCache} cache @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function fetchObject(address, cache) {
  const answer = await fetch(address, { credentials: "same-origin", cache });
  if (!answer.ok) throw new Error(`object: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** @param {Listing | null} listing @param {string} address @param {Uint8Array<ArrayBuffer>} sealed @returns {Promise<boolean>} */
const isUnlisted = async (listing, address, sealed) => (await listing?.standing(address, await digestOf(sealed))) === "unlisted";

/** @param {Opened} opened @returns {string} */
function addressOf(opened) {
  const type = SHOWN.includes(opened.type) ? opened.type : "application/octet-stream";
  return addressOfBlob(new Blob([opened.content], { type }));
}

/** Show every picture of the page, some at a time, from the top. @param {Fetcher} get */
export async function showPictures(get) {
  /** @type {Map<string, Promise<string>>} */
  const known = new Map();
  const waiting = [...document.querySelectorAll("img[data-object]")];
  const next = async () => {
    for (let picture = waiting.shift(); picture; picture = waiting.shift()) {
      if (picture instanceof HTMLImageElement) await showPicture(picture, get, known);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** @param {HTMLImageElement} picture @param {Fetcher} get @param {Map<string, Promise<string>>} known addresses of blobs by object */
async function showPicture(picture, get, known) {
  const address = picture.dataset.object ?? "";
  try {
    const found = known.get(address) ?? get(address).then(addressOf);
    known.set(address, found);
    picture.src = await found;
    picture.dataset.state = "shown";
  } catch (fault) {
    asText(picture);
    console.warn(words["runtime.picture"], fault instanceof Error ? fault.message : "");
  }
}

/** Let a picture's alternative text stand in its place. @param {Element} picture */
function asText(picture) {
  picture.removeAttribute("src");
  picture.setAttribute("data-state", "missing");
}

/** Let every picture's alternative text stand in its place: from a disk nothing can be fetched. */
export function nameMissingPictures() {
  document.querySelectorAll("img[data-object]").forEach(asText);
}

/** Make every document link open or save what it leads to. @param {Fetcher} get @param {(text: string) => void} tell */
export function wireDocuments(get, tell) {
  for (const link of document.querySelectorAll("a[data-object]")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const opens = link.dataset.verb === "open";
    if (opens && link.dataset.type === "pdf" && !showsPdf()) link.remove(); // *Save* stands beside it
    link.addEventListener("click", (event) => {
      event.preventDefault();
      link.setAttribute("aria-busy", "true");
      const tab = opens && showsPdf() ? openTab() : null; // now, or it counts as a pop-up
      get(link.dataset.object ?? "")
        .then((opened) => hand(opened, tab))
        .catch(() => {
          tab?.close();
          tell(words["runtime.document"]);
        })
        .finally(() => link.removeAttribute("aria-busy"));
    });
  }
}

/** @returns {boolean} whether a document in a tab would be seen: some phones have no viewer, an installed iPhone page has no tabs */
function showsPdf() {
  const browser = /** @type {Navigator & {standalone?: boolean}} */ (navigator);
  return browser.pdfViewerEnabled !== false && !browser.standalone;
}

/** @param {Opened} opened @param {Window | null} tab null where the document is to be saved, or pop-ups are blocked */
function hand(opened, tab) {
  const address = addressOf(opened);
  if (tab && SHOWN.includes(opened.type)) {
    tab.location.replace(address);
    return;
  }
  tab?.close();
  const link = document.createElement("a");
  link.href = address;
  link.download = opened.name;
  link.click();
}
