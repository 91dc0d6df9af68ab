// @ts-check
/** All notes of this reader in one place: read, save to a file, bring back, delete. */

import { hashPassphrase } from "../staticrypt.js";
import { normalise } from "../passphrase.js";
import { words } from "../words.js";
import { openDialog } from "./dialog.js";
import { button, make, save } from "./make.js";
import { MAX_FILE_BYTES, fromJson, toJson, toMarkdown } from "./notefile.js";

/** @typedef {import("./notebook.js").Notebook} Notebook */
/** @typedef {import("./sealing.js").Note} Note */

/** @param {Notebook} notebook @param {() => Promise<void>} changed called when the page must be painted anew */
export function openNotePanel(notebook, changed) {
  const inside = make("div", { class: "panel-body" });
  const said = make("p", { role: "status", class: "said" });
  openDialog("notes-panel", words["notes.title"], make("h2", {}, words["notes.title"]), make("p", { class: "small" }, words["notes.about"]), said, inside);
  const panel = new Panel(notebook, changed, inside, said);
  void panel.draw();
}

class Panel {
  /** @param {Notebook} notebook @param {() => Promise<void>} changed @param {HTMLElement} inside @param {HTMLElement} said */
  constructor(notebook, changed, inside, said) {
    this.notebook = notebook;
    this.changed = changed;
    this.inside = inside;
    this.said = said;
  }

  async draw() {
    const notes = byPage(await this.notebook.all());
    const foreign = await this.notebook.foreign();
    const parts = notes.length ? this.list(notes) : [make("p", {}, words["notes.empty"])];
    this.inside.replaceChildren(...parts, this.files(notes), ...(foreign ? [this.earlier(foreign)] : []));
  }

  /** @param {string} key @param {number} [count] */
  say(key, count) {
    this.said.textContent = words[key].replace("{number}", String(count ?? ""));
  }

  async redraw() {
    await this.changed();
    await this.draw();
  }

  /** @param {Note[]} notes sorted by page @returns {Node[]} */
  list(notes) {
    const parts = [];
    let page = "";
    let list = make("ul", { class: "list" });
    for (const note of notes) {
      if (note.page !== page) {
        page = note.page;
        list = make("ul", { class: "list" });
        parts.push(make("h3", {}, make("a", { href: `${page}.html` }, note.title)), list);
      }
      list.append(this.entry(note));
    }
    return parts;
  }

  /** @param {Note} note @returns {HTMLElement} */
  entry(note) {
    const entry = make("li", {});
    if (note.anchor) entry.append(make("blockquote", {}, make("p", {}, note.anchor.quote)));
    if (note.text) entry.append(make("p", { class: "said" }, note.text));
    const link = make("a", { href: `${note.page}.html#note-${note.id}` }, words["notes.goto"]);
    const remove = button(words["notes.delete"], async () => {
      await this.notebook.remove([note.id]);
      await this.redraw();
    });
    entry.append(make("p", { class: "does" }, link, remove));
    return entry;
  }

  /** @param {Note[]} notes @returns {HTMLElement} */
  files(notes) {
    const open = make("input", { type: "file", accept: ".json,application/json", class: "unseen", id: "notes-file", tabindex: "-1" });
    open.addEventListener("change", () => void this.bring(open.files?.[0]));
    const does = make("p", { class: "does" });
    if (notes.length) {
      does.append(
        button(words["notes.markdown"], () => save("notes.md", "text/markdown", toMarkdown(notes, words["notes.title"]))),
        button(words["notes.json"], () => save("notes.json", "application/json", toJson(notes))),
      );
    }
    does.append(button(words["notes.bring"], () => open.click()), open);
    if (notes.length) does.append(this.deleteAll());
    return make("section", {}, does, make("p", { class: "small" }, words["notes.clear"]));
  }

  /** Asked twice: nobody can bring these back. @returns {HTMLButtonElement} */
  deleteAll() {
    let sure = false;
    const all = button(words["notes.deleteall"], async () => {
      if (!sure) {
        sure = true;
        all.textContent = words["notes.sure"];
        return;
      }
      await this.notebook.removeAll();
      await this.redraw();
      this.say("notes.gone");
    });
    return all;
  }

  /** @param {File | undefined} file */
  async bring(file) {
    if (!file) return;
    try {
      if (file.size > MAX_FILE_BYTES) throw new Error("too large");
      const count = await this.notebook.take(fromJson(await file.text()));
      await this.redraw();
      this.say("notes.brought", count);
    } catch {
      this.say("notes.nofile");
    }
  }

  /** Notes that another passphrase sealed: an earlier one of this reader's, or another reader's. @param {number} count @returns {HTMLElement} */
  earlier(count) {
    const field = make("input", { type: "password", id: "notes-earlier", autocomplete: "off", autocapitalize: "none", spellcheck: "false", required: "" });
    const form = make("form", { class: "earlier" },
      make("label", { for: "notes-earlier" }, words["notes.earlier"].replace("{number}", String(count))),
      field, make("button", { type: "submit" }, words["notes.bringover"]));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.say("runtime.working");
      void this.bringOver(field.value);
    });
    return form;
  }

  /** @param {string} typed */
  async bringOver(typed) {
    const count = await this.notebook.bringOver(await hashPassphrase(normalise(typed), this.notebook.seal.site));
    if (count) await this.redraw();
    this.say(count ? "notes.brought" : "notes.notthat", count);
  }
}

/** @param {Note[]} notes @returns {Note[]} those of one page together, pages in the order of their first note */
function byPage(notes) {
  const pages = [...new Set(notes.map(({ page }) => page))];
  return [...notes].sort((one, other) => pages.indexOf(one.page) - pages.indexOf(other.page));
}
