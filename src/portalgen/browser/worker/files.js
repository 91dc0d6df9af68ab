// @ts-check
/** Which files of a site are kept for reading offline, and how a copy is known to be right. Pure: no cache and no network here. */

import { fromText, toHex } from "../bytes.js";

const FILE = /^(?:index\.html|[a-z2-7]{16}\.html|o\/[a-z2-7]{16}\.bin|assets\/[0-9a-f]{16}\.[a-z0-9]+)$/;
const BARE = /^[a-z2-7]{16}$/;
const ASSET = /\bassets\/[0-9a-f]{16}\.[a-z0-9]+/g;
const MESSAGE = /"staticryptEncryptedMsgUniqueVariableName": "([0-9a-f]+)"/;
const DIGEST_HEX = 32;
const DAY_MS = 86_400_000;
/** Days after the last visit with keys on which a copy goes: as long as a reader may be away between two sessions. */
const KEPT_DAYS = 100;

/** @param {string} url @param {string} scope @returns {string} the file of this site that an address means; empty for any other */
export function fileAt(url, scope) {
  const { href, hash, search } = new URL(url);
  const path = href.slice(0, href.length - hash.length - search.length);
  if (!path.startsWith(scope)) return "";
  const name = path.slice(scope.length) || "index.html";
  if (BARE.test(name)) return `${name}.html`;
  return FILE.test(name) ? name : "";
}

/** @param {string} html of any page @returns {string[]} the assets that it loads, once each */
export const assetsIn = (html) => [...new Set(html.match(ASSET) ?? [])].sort();

/** @param {BufferSource} content @returns {Promise<string>} as lists name it */
export const digestOf = async (content) => toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", content))).slice(0, DIGEST_HEX);

/**
 * @param {string} name
 * @param {ArrayBuffer} content as it came from the host
 * @param {string} digest what the sealed list says
 * @param {string[]} assets what a page of this version loads
 * @returns {Promise<boolean>} whether this is the file that the list means, and a page goes with the assets that are kept
 */
export async function isListed(name, content, digest, assets) {
  if (!name.endsWith(".html")) return (await digestOf(content)) === digest;
  const html = new TextDecoder().decode(content);
  const message = MESSAGE.exec(html)?.[1] ?? "";
  return assetsIn(html).join() === assets.join() && (await digestOf(fromText(message))) === digest;
}

/** @param {Record<string, string>} files digests by name @param {string} entrance @returns {Promise<string>} the name of this state of the site */
export const generationOf = (files, entrance) => digestOf(fromText(JSON.stringify([Object.entries(files).sort(), entrance])));

/** @param {number} now ms @returns {number} ms until which a copy is kept */
export const keptUntil = (now) => now + KEPT_DAYS * DAY_MS;
