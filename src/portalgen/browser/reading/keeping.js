// @ts-check
/** Notes as they lie on the device: sealed records in IndexedDB, nothing else (docs/SPEC.md section 9). Knows no keys. */

/** @typedef {{id: string, by: string, site: string, until: string, sealed: Uint8Array<ArrayBuffer>}} Kept */

const NAME = "portalgen notes";
const TABLE = "kept";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @param {IDBTransaction} work @returns {Promise<void>} */
const written = (work) => new Promise((resolve, reject) => {
  work.oncomplete = () => resolve();
  work.onabort = () => reject(work.error);
});

/** The notes of this device. */
export class Keeping {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /**
   * @param {boolean} make whether to make the database where there is none
   * @returns {Promise<Keeping | "empty" | "none">} empty: nothing is kept here yet; none: this browser keeps nothing
   */
  static async open(make) {
    let missing = false;
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        missing = !make;
        if (make) request.result.createObjectStore(TABLE, { keyPath: "id" });
        else request.transaction?.abort();
      };
      return new Keeping(await done(request));
    } catch {
      return missing ? "empty" : "none"; // an aborted opening, or storage that is switched off
    }
  }

  /** @returns {Promise<Kept[]>} */
  all() {
    return done(this.database.transaction(TABLE).objectStore(TABLE).getAll());
  }

  /** @param {Kept[]} records */
  async put(records) {
    const work = this.database.transaction(TABLE, "readwrite");
    for (const record of records) work.objectStore(TABLE).put(record);
    await written(work);
  }

  /** @param {string[]} ids */
  async remove(ids) {
    const work = this.database.transaction(TABLE, "readwrite");
    for (const id of ids) work.objectStore(TABLE).delete(id);
    await written(work);
  }

  /** Delete what was to be kept until a day before this one. @param {string} today ISO 8601 */
  async purge(today) {
    const over = (await this.all()).filter(({ until }) => until && until < today);
    if (over.length) await this.remove(over.map(({ id }) => id));
  }
}

/** @param {Date} now @returns {string} the reader's own day, ISO 8601 */
export const dayOf = (now) => [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

/** Delete what is over, on the lock page too: no key is needed for that. */
export async function purgeNotes() {
  const keeping = await Keeping.open(false);
  if (!(keeping instanceof Keeping)) return;
  await keeping.purge(dayOf(new Date()));
  keeping.database.close();
}
