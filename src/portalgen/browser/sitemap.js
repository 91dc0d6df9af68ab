// @ts-check
/** The sealed list of an audience: which files belong to it, with which content. What it does not know is an older or a planted copy. */

import { fromText, toHex } from "./bytes.js";
import { openObject } from "./object.js";
import { newerSeen } from "./seen.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {{built: string, files: Record<string, string>}} SiteMap */
/** @typedef {"listed" | "unlisted" | "unknown"} Standing unknown: the list could not be read */

const DIGEST_HEX = 32;

/** @param {BufferSource} content of an object's file @returns {Promise<string>} as lists name it */
export const digestOf = async (content) => toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", content))).slice(0, DIGEST_HEX);

/** @param {string} message of a page @returns {Promise<string>} */
export const digestOfPage = (message) => digestOf(fromText(message));

/** @param {string} text @returns {SiteMap} throws where it has another shape */
export function readMap(text) {
  const map = JSON.parse(text);
  if (map?.v !== 1 || typeof map.built !== "string" || typeof map.files !== "object" || map.files === null) throw new Error("map of another shape");
  return map;
}

/**
 * @param {Slot} slot
 * @param {string} audience
 * @param {RequestCache} cache
 * @param {"bin" | "next"} kind `next`: the list of a site that is being uploaded, which comes before its pages
 * @returns {Promise<SiteMap | null>} null where it cannot be had
 */
async function fetchMap(slot, audience, cache, kind = "bin") {
  const id = slot.maps[audience];
  if (!id) return null;
  try {
    const answer = await fetch(`o/${id}.${kind}`, { credentials: "same-origin", cache });
    if (!answer.ok) return null;
    const sealed = new Uint8Array(await answer.arrayBuffer());
    const opened = await openObject(slot.audiences[audience], sealed, { cohort: slot.cohort, audience, id });
    return readMap(new TextDecoder().decode(opened.content));
  } catch {
    return null; // no network, or a list that is damaged: the caller tells that nothing could be compared
  }
}

/** One audience's list: asked of the host with each page, since a host may say nothing of how long a file may be kept; once more where a file is not on it. */
export class Listing {
  /** @param {Slot} slot @param {string} audience */
  constructor(slot, audience) {
    this.slot = slot;
    this.audience = audience;
    this.map = fetchMap(slot, audience, "no-cache");
  }

  /** @param {string} name of a file @param {string} digest @returns {Promise<Standing>} */
  async standing(name, digest) {
    const map = await this.map;
    if (map && map.files[name] === digest) return "listed";
    this.map = fetchMap(this.slot, this.audience, "no-store"); // a cache may have kept the list of an earlier build
    const fresh = await this.map;
    if (!fresh) return "unknown";
    if (fresh.files[name] === digest) return "listed";
    const next = await fetchMap(this.slot, this.audience, "no-store", "next");
    return next && next.built > fresh.built && next.files[name] === digest ? "listed" : "unlisted";
  }

  /** @param {string} name @returns {Promise<boolean>} whether a file of this name belongs to this audience */
  async has(name) {
    return name in ((await this.map)?.files ?? {});
  }

  /** @returns {Promise<string>} when this device saw a newer list than the one that is served, or empty */
  async olderThanSeen() {
    const map = await this.map;
    return map ? newerSeen(this.slot.maps[this.audience], map.built) : "";
  }
}
