// @ts-check
/**
 * *Remember on this device* (docs/SPEC.md section 10): what a credential opens, sealed under a key that never leaves IndexedDB.
 * The seal above is pure; the database is below. Without IndexedDB nothing is remembered and nothing else is lost.
 */

import { fromText, toText } from "./bytes.js";
import { readSlot } from "./keyring.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {{slot: Slot, u: string}} Remembered */
/** @typedef {{until: number, key: CryptoKey, nonce: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer}} SealedRecord until: ms since 1970 */
/** @typedef {{until: number}} PausedRecord after an idle lock: the wish, without any key */

const DATABASE = "portalgen";
const STORE = "remembered";
const DAY_MS = 86_400_000;
const PATIENCE_MS = 1_500; // some browsers never answer; nobody should wait for a convenience
/** Patience on the lock page, where nobody waits: the form stands ready meanwhile. */
export const AT_EASE_MS = 15_000;

/** @param {number} now @param {number} days @returns {number} */
export const daysFrom = (now, days) => now + days * DAY_MS;

/** @param {string} salt @param {number} until @returns {Uint8Array<ArrayBuffer>} the bytes that the seal is tied to */
const bound = (salt, until) => fromText(`portalgen/1 remembered\0${salt}\0${until}`);

/** @param {Remembered} what @param {string} salt @param {number} until @returns {Promise<SealedRecord>} */
export async function sealRecord(what, salt, until) {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv: nonce, additionalData: bound(salt, until) };
  const sealed = await crypto.subtle.encrypt(how, key, fromText(JSON.stringify({ slot: what.slot, u: what.u })));
  return { until, key, nonce, sealed };
}

/** @param {SealedRecord} record @param {string} salt @param {number} now @returns {Promise<Remembered | null>} null once it has expired; rejects for damage */
export async function openRecord(record, salt, now) {
  if (now >= record.until) return null;
  const how = { name: "AES-GCM", iv: record.nonce, additionalData: bound(salt, record.until) };
  const { slot, u } = JSON.parse(toText(await crypto.subtle.decrypt(how, record.key, record.sealed)));
  if (!/^[0-9a-f]{64}$/.test(u)) throw new Error("no derived credential");
  return { slot: readSlot(JSON.stringify(slot)), u };
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} work
 * @param {number} [patience] ms
 * @returns {Promise<T | null>} null where this browser keeps nothing, or does not answer
 */
function withStore(mode, work, patience = PATIENCE_MS) {
  const late = new Promise((resolve) => setTimeout(resolve, patience, null));
  return Promise.race([inStore(mode, work), late]);
}

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => Promise<T>} work @returns {Promise<T | null>} */
async function inStore(mode, work) {
  /** @type {IDBDatabase | undefined} */
  let database;
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    database = await answered(opening);
    const change = database.transaction(STORE, mode);
    const done = new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = () => reject(change.error);
    });
    const [result] = await Promise.all([work(change.objectStore(STORE)), done]);
    return result;
  } catch {
    return null; // IndexedDB is missing, switched off or full: nothing is remembered
  } finally {
    database?.close();
  }
}

/** @param {number} [patience] ms @returns {Promise<boolean>} whether this browser can remember; drops what has expired, of any cohort */
export async function canRemember(patience) {
  const names = await withStore("readwrite", async (store) => {
    const [keys, records] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())]);
    keys.filter((_, at) => !(Date.now() < records[at].until)).forEach((key) => store.delete(key));
    return keys;
  }, patience);
  return names !== null;
}

/** @param {string} salt @param {Remembered} what @param {number} until @returns {Promise<boolean>} whether it is remembered now */
export async function remember(salt, what, until) {
  const record = await sealRecord(what, salt, until);
  return (await withStore("readwrite", (store) => answered(store.put(record, salt)))) !== null;
}

/** @param {string} salt @param {number} [patience] ms @returns {Promise<SealedRecord | PausedRecord | null>} what stands there and has not expired */
async function find(salt, patience) {
  const record = await withStore("readonly", (store) => answered(store.get(salt)), patience);
  return record && Date.now() < record.until ? record : null;
}

/** @param {string} salt @returns {Promise<Remembered | null>} null where nothing is remembered, or no longer */
export async function recall(salt) {
  const record = await find(salt, AT_EASE_MS);
  if (!record || !("key" in record)) return null;
  try {
    return await openRecord(record, salt, Date.now());
  } catch {
    await unremember(salt); // damaged: the passphrase is asked for, as on a new device
    return null;
  }
}

/** @param {string} salt @returns {Promise<{until: number, paused: boolean}>} until: 0 where nothing is remembered */
export async function standing(salt) {
  const record = await find(salt);
  return record ? { until: record.until, paused: !("key" in record) } : { until: 0, paused: false };
}

/** Drop the keys but keep the wish, so that the next passphrase or passkey is remembered again. @param {string} salt */
export async function pause(salt) {
  const record = await find(salt);
  if (record) await withStore("readwrite", (store) => answered(store.put({ until: record.until }, salt)));
}

/** @param {string} salt */
export async function unremember(salt) {
  await withStore("readwrite", (store) => answered(store.delete(salt)));
}
