// @ts-check
/**
 * The copy of a site on this device: ciphertext as the host serves it, one cache for each state of the site. A cache counts once it
 * is whole, which its mark says; then older ones go. Nothing that was decrypted ever comes here.
 */

import { assetsIn, generationOf, isListed, keptUntil } from "./files.js";

/** @typedef {{generation: string, bytes: number, until: number}} Mark bytes: the size of the copy; until: ms since 1970 */
/** @typedef {{cache: Cache, mark: Mark}} Copy */
/** @typedef {(cache: Cache, name: string, answer: Response) => Promise<void>} Put */
/** @typedef {(name: string) => string} Addresses from a file's name to its address */

const ENTRANCE = "index.html";
const MARK = "kept";
const HEADER = "x-kept";
const UNTRUE_OF_A_COPY = ["content-encoding", "content-length", "transfer-encoding"];
const AT_ONCE = 4; // fetches at a time, so that the reader's own come through

export class Shelf {
  /** @param {string} salt of the site, which names its caches: opaque, and another for each cohort @param {Addresses} at */
  constructor(salt, at) {
    this.prefix = `portalgen ${salt} `;
    this.salt = salt;
    this.at = at;
    /** Counts how often all was dropped, so that a copy begun before does not come back. */
    this.emptied = 0;
  }

  /** @returns {Promise<Copy | null>} the whole copy, if there is one that has not expired */
  async copy() {
    for (const name of await this.names()) {
      const cache = await caches.open(name);
      const mark = await (await cache.match(this.at(MARK)))?.json();
      if (mark && Date.now() < mark.until) return { cache, mark };
      if (mark) await caches.delete(name);
    }
    return null;
  }

  /** @returns {Promise<string[]>} */
  async names() {
    return (await caches.keys()).filter((name) => name.startsWith(this.prefix));
  }

  /**
   * Make the copy what the reader's lists say.
   * @param {Record<string, string>} files digests by name
   * @param {number} emptied how often all had been dropped when this was asked for
   * @returns {Promise<number>} its size in bytes; rejects where something cannot be had, is not what the list says, or finds no room
   */
  async fill(files, emptied) {
    /** @param {Cache} cache @param {string} name @param {Response} answer */
    const put = async (cache, name, answer) => {
      if (this.emptied !== emptied) throw new Error("locked meanwhile");
      await cache.put(this.at(name), answer);
    };
    const [entrance, html] = await this.entrance();
    const generation = await generationOf(files, html);
    const before = await this.copy();
    if (before?.mark.generation === generation) return this.finish(before.cache, put, { ...before.mark, until: keptUntil(Date.now()) });
    const cache = await caches.open(this.prefix + generation);
    const assets = assetsIn(html);
    const wanted = [...assets.map((name) => [name, ""]), ...Object.entries(files)];
    let bytes = html.length;
    const next = async () => {
      for (let file = wanted.shift(); file; file = wanted.shift()) {
        const size = await this.keep(file[0], file[1], { cache, before, assets, put });
        bytes += size; // after the wait: several are fetched at a time
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      await put(cache, ENTRANCE, entrance);
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === "QuotaExceededError") await caches.delete(this.prefix + generation);
      throw fault;
    }
    return this.finish(cache, put, { generation, bytes, until: keptUntil(Date.now()) });
  }

  /** @returns {Promise<[Response, string]>} the entrance as it is kept, and its text */
  async entrance() {
    const answer = await this.fetched(ENTRANCE);
    const html = await answer.text();
    if (!html.includes(this.salt)) throw new Error("not the entrance of this site");
    return [asKept(answer, html, ""), html];
  }

  /** @param {string} name @returns {Promise<Response>} */
  async fetched(name) {
    const answer = await fetch(this.at(name), { credentials: "same-origin", cache: "no-cache" });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer;
  }

  /**
   * @param {string} name @param {string} digest
   * @param {{cache: Cache, before: Copy | null, assets: string[], put: Put}} work
   * @returns {Promise<number>} bytes
   */
  async keep(name, digest, { cache, before, assets, put }) {
    const label = name.endsWith(".html") ? `${digest} ${assets.join()}` : digest;
    for (const shelf of before ? [cache, before.cache] : [cache]) {
      const had = await shelf.match(this.at(name));
      const [size, ...rest] = had?.headers.get(HEADER)?.split(" ") ?? [];
      if (!had || rest.join(" ") !== label) continue;
      if (shelf !== cache) await put(cache, name, had);
      return Number(size);
    }
    const answer = await this.fetched(name);
    const content = await answer.arrayBuffer();
    if (digest && !(await isListed(name, content, digest, assets))) throw new Error(`${name} is not what the list says`);
    await put(cache, name, asKept(answer, content, `${content.byteLength} ${label}`));
    return content.byteLength;
  }

  /** Say that a copy is whole, and drop every other of this site, also of earlier keys. @param {Cache} cache @param {Put} put @param {Mark} mark */
  async finish(cache, put, mark) {
    await put(cache, MARK, new Response(JSON.stringify(mark)));
    const own = this.prefix + mark.generation;
    const stands = await caches.match(this.at(MARK), { cacheName: own }); // a cache that was dropped meanwhile still takes files
    if (!stands) throw new Error("dropped meanwhile");
    for (const name of await caches.keys()) {
      const ours = name.startsWith("portalgen ") && name !== own && (await (await caches.open(name)).match(this.at(ENTRANCE)));
      if (ours || (name.startsWith(this.prefix) && name !== own)) await caches.delete(name);
    }
    return mark.bytes;
  }

  /** Drop all of it, also what is being filled just now. */
  async free() {
    this.emptied += 1;
    await Promise.all((await this.names()).map((name) => caches.delete(name)));
  }
}

/** @param {Response} answer @param {BodyInit} content @param {string} label @returns {Response} with the host's headers, its policy among them */
function asKept(answer, content, label) {
  const headers = new Headers(answer.headers);
  UNTRUE_OF_A_COPY.forEach((name) => headers.delete(name));
  headers.set(HEADER, label);
  return new Response(content, { headers });
}
