// @ts-check
/** Private notes and marks on the open page: paint those that are kept, and let the reader make new ones. */

import { words } from "../words.js";
import { closeBeside, openBeside } from "./beside.js";
import { anchorOf, locate } from "./anchor.js";
import { button, make } from "./make.js";
import { dayOf } from "./keeping.js";
import { Notebook } from "./notebook.js";
import { openNotePanel } from "./notepanel.js";
import { mark, readPassages, unmark } from "./passages.js";
import { newId } from "./sealing.js";
import { wireSelection } from "./selecting.js";

/** @typedef {import("../keyring.js").Slot} Slot */
/** @typedef {import("./sealing.js").Note} Note */
/** @typedef {import("./anchor.js").Place} Place */

/**
 * @param {string} salt
 * @param {Slot} slot
 * @param {string} page id of the open page
 * @param {(text: string) => void} tell
 */
export async function wireNotes(salt, slot, page, tell) {
  const notebook = await Notebook.open(slot, salt);
  if (!notebook) return;
  const sheet = new Sheet(notebook, slot.cohort, page, tell);
  await sheet.paintAll();
  if (sheet.takes) sheet.offer();
  sheet.offerPanel((await notebook.all()).length);
}

/** The open page as a sheet that is written on. */
class Sheet {
  /** @param {Notebook} notebook @param {string} cohort @param {string} page @param {(text: string) => void} tell */
  constructor(notebook, cohort, page, tell) {
    this.notebook = notebook;
    this.cohort = cohort;
    this.page = page;
    this.tell = tell;
    const until = document.body.dataset.notes;
    this.until = until ?? "";
    this.takes = until !== undefined && !(until && until < dayOf(new Date()));
  }

  /** Show the notes of this page. The page says how long; what it says now counts for older notes too. */
  async paintAll() {
    document.querySelectorAll(".own-notes, .note-sign").forEach((part) => part.remove());
    document.querySelectorAll("mark[data-note]").forEach((part) => part instanceof HTMLElement && unmark(part.dataset.note ?? ""));
    const own = (await this.notebook.all()).filter((note) => note.page === this.page);
    const moved = own.filter((note) => this.takes && note.until !== this.until).map((note) => ({ ...note, until: this.until }));
    if (moved.length) await this.notebook.put(moved);
    for (const note of own) this.paint(note);
    this.goTo(location.hash);
  }

  /** @param {Note} note */
  paint(note) {
    const place = note.anchor && locate(readPassages().text, note.anchor);
    if (place) this.paintMark(note, place);
    else this.paintAbove(note);
  }

  /** @param {Note} note @param {Place} place */
  paintMark(note, place) {
    const marks = mark(readPassages(), place, note.id);
    const last = marks[marks.length - 1];
    if (!last) return this.paintAbove(note);
    const label = words[note.text ? "notes.sign" : "notes.mark"];
    const sign = make("button", { type: "button", class: "note-sign", "data-own": "", id: `note-${note.id}`, "aria-expanded": "false", "aria-label": label });
    sign.append(note.text ? "✎" : "•");
    sign.addEventListener("click", () => this.edit(sign, note));
    last.after(sign);
    for (const one of marks) one.addEventListener("click", () => this.edit(sign, note));
  }

  /** A note on the whole page, or one whose passage is gone: it stays, with its quote. @param {Note} note */
  paintAbove(note) {
    let list = document.querySelector(".own-notes");
    if (!list) {
      list = make("ul", { class: "own-notes", "data-own": "", "aria-label": words["notes.title"] });
      document.querySelector(".tools")?.after(list);
    }
    const entry = make("li", { id: `note-${note.id}` });
    if (note.anchor) entry.append(make("blockquote", {}, make("p", {}, note.anchor.quote)), make("p", { class: "small" }, words["notes.lost"]));
    if (note.text) entry.append(make("p", { class: "said" }, note.text));
    const change = button(words["notes.change"], () => this.edit(change, note), { "aria-expanded": "false" });
    entry.append(change);
    list.append(entry);
  }

  /** @param {HTMLElement} trigger @param {Note} note */
  edit(trigger, note) {
    if (trigger.getAttribute("aria-expanded") === "true") return closeBeside();
    const field = make("textarea", { id: "note-text", rows: "4" });
    field.value = note.text;
    let gone = false;
    const label = make("label", { for: "note-text" }, words["notes.label"]);
    const remove = button(words["notes.delete"], () => {
      gone = true;
      closeBeside();
      void this.drop(note);
    });
    openBeside(trigger, words["notes.sign"], [label, field, make("p", { class: "small" }, this.fate()), remove], () => {
      if (!gone && field.value.trim() !== note.text) void this.keep({ ...note, text: field.value.trim() });
    });
    field.focus({ preventScroll: true });
  }

  /** @returns {string} how long this note will be there */
  fate() {
    return this.until ? words["notes.until"].replace("{date}", spokenDay(this.until)) : words["notes.kept"];
  }

  /** @param {Note} note */
  async keep(note) {
    try {
      await this.notebook.put([note]);
      await this.paintAll();
      this.offerPanel(1);
      document.getElementById(`note-${note.id}`)?.focus({ preventScroll: true });
    } catch {
      this.tell(words["notes.failed"]);
    }
  }

  /** @param {Note} note */
  async drop(note) {
    await this.notebook.remove([note.id]);
    await this.paintAll();
  }

  /** @param {Place | null} place @returns {Note} */
  fresh(place) {
    const anchor = place && anchorOf(readPassages().text, place.start, place.end);
    const title = document.querySelector("h1")?.textContent?.trim() ?? "";
    return { id: newId(), until: this.until, cohort: this.cohort, page: this.page, title, anchor, text: "", made: new Date().toISOString() };
  }

  /** Let the reader mark and write. */
  offer() {
    wireSelection((place, writes) => {
      const note = this.fresh(place);
      void this.keep(note).then(() => {
        const sign = document.getElementById(`note-${note.id}`);
        if (writes && sign) this.edit(sign, note);
      });
    });
    for (const trigger of document.querySelectorAll('[data-action="page-note"]')) {
      if (!(trigger instanceof HTMLElement)) continue;
      trigger.hidden = false;
      trigger.setAttribute("aria-expanded", "false");
      trigger.addEventListener("click", () => this.edit(trigger, this.fresh(null)));
    }
  }

  /** @param {number} count of notes that this reader has */
  offerPanel(count) {
    for (const place of document.querySelectorAll(".mine")) {
      if (!(place instanceof HTMLElement) || !place.hidden) continue;
      place.hidden = !count && !this.takes;
      place.querySelector("button")?.addEventListener("click", () => openNotePanel(this.notebook, () => this.paintAll()));
    }
    if (!count) return;
    document.querySelectorAll('[data-action="lock"]').forEach((lock) => lock.setAttribute("title", words["notes.locked"]));
  }

  /** A link from the list of notes leads to its place. @param {string} hash */
  goTo(hash) {
    if (/^#note-[0-9a-f]{32}$/.test(hash)) document.getElementById(hash.slice(1))?.scrollIntoView({ block: "center" });
  }
}

/** @param {string} day ISO 8601 @returns {string} as people of this page's language say it, with the day first as on the page */
function spokenDay(day) {
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang || undefined;
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${day}T00:00Z`));
}
