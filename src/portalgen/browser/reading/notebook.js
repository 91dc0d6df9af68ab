// @ts-check
/** One reader's notes on this device, opened: read, written, deleted, brought over. Knows keys and storage, no page. */

import { Keeping, dayOf } from "./keeping.js";
import { openNote, ownerOf, sealNote, sealOf } from "./sealing.js";

/** @typedef {import("../keyring.js").Slot} Slot */
/** @typedef {import("./sealing.js").Note} Note */
/** @typedef {import("./sealing.js").Seal} Seal */
/** @typedef {import("./keeping.js").Kept} Kept */

export class Notebook {
  /** @param {Seal} seal @param {string} cohort */
  constructor(seal, cohort) {
    this.seal = seal;
    this.cohort = cohort;
  }

  /** @param {Slot} slot @param {string} salt @returns {Promise<Notebook | null>} null where this browser keeps nothing */
  static async open(slot, salt) {
    const keeping = await Keeping.open(false);
    if (keeping === "none") return null;
    if (keeping instanceof Keeping) {
      await keeping.purge(dayOf(new Date()));
      keeping.database.close();
    }
    return new Notebook(await sealOf(slot.audiences[ownerOf(slot)], salt), slot.cohort);
  }

  /** @template T @param {boolean} make @param {T} otherwise @param {(keeping: Keeping) => Promise<T>} work @returns {Promise<T>} */
  async with(make, otherwise, work) {
    const keeping = await Keeping.open(make);
    if (!(keeping instanceof Keeping)) {
      if (make) throw new Error("this browser keeps nothing");
      return otherwise;
    }
    try {
      return await work(keeping);
    } finally {
      keeping.database.close();
    }
  }

  /** @returns {Promise<Kept[]>} the sealed records of this site, whosoever's */
  kept() {
    return this.with(false, [], async (keeping) => (await keeping.all()).filter(({ site }) => site === this.seal.site));
  }

  /** @returns {Promise<Note[]>} this reader's, oldest first */
  async all() {
    const own = (await this.kept()).filter(({ by }) => by === this.seal.by);
    const opened = await Promise.all(own.map((record) => openNote(this.seal, record)));
    const notes = opened.filter((note) => note !== null && note.cohort === this.cohort);
    return /** @type {Note[]} */ (notes).sort((one, other) => (one.made < other.made ? -1 : 1));
  }

  /** @returns {Promise<number>} how many notes of this site other passphrases sealed */
  async foreign() {
    return (await this.kept()).filter(({ by }) => by !== this.seal.by).length;
  }

  /** @param {Note[]} notes */
  async put(notes) {
    const records = await Promise.all(notes.map((note) => sealNote(this.seal, note)));
    await this.with(true, undefined, (keeping) => keeping.put(records));
  }

  /** @param {string[]} ids */
  remove(ids) {
    return this.with(false, undefined, (keeping) => keeping.remove(ids));
  }

  /** Delete every note of this reader, also those that no longer open. */
  async removeAll() {
    const own = (await this.kept()).filter(({ by }) => by === this.seal.by);
    await this.remove(own.map(({ id }) => id));
  }

  /**
   * Take over what an earlier passphrase of this reader sealed.
   * @param {string} keyHex what that passphrase derives
   * @returns {Promise<number>} how many notes it opened
   */
  async bringOver(keyHex) {
    const earlier = await sealOf(keyHex, this.seal.site);
    const theirs = (await this.kept()).filter(({ by }) => by === earlier.by && by !== this.seal.by);
    const opened = await Promise.all(theirs.map((record) => openNote(earlier, record)));
    const notes = /** @type {Note[]} */ (opened.filter((note) => note !== null));
    if (notes.length) await this.put(notes);
    return notes.length;
  }

  /**
   * Add notes from a file: those of this cohort, and none whose day is over.
   * @param {Note[]} notes
   * @returns {Promise<number>} how many were taken
   */
  async take(notes) {
    const today = dayOf(new Date());
    const ours = notes.filter(({ cohort, until }) => cohort === this.cohort && !(until && until < today));
    if (ours.length) await this.put(ours);
    return ours.length;
  }
}
