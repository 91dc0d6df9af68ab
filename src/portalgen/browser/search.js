// @ts-check
/** The search panel: opened with a button, "/" or Ctrl-K, walked with the arrow keys. What is typed stays in this page's memory. */

import { pageIn } from "./binding.js";
import { excerpt, marked } from "./search-excerpt.js";
import { inSteps, loadIndex } from "./search-load.js";
import { words } from "./words.js";

/** @typedef {import("./keyring.js").Slot} Slot */
/** @typedef {import("./search-index.js").Hit} Hit */
/** @typedef {import("./search-excerpt.js").Piece} Piece */
/** @typedef {Awaited<ReturnType<typeof loadIndex>>} Loaded */

const SHOWN = 20;
const QUIET_MS = 400; // before a count is said: a screen reader should not speak at every letter
const SLASH = "portalgen slash"; // in storage: "off" where "/" opens nothing; tells nothing about anybody

/** @param {string} id @returns {HTMLElement | null} */
const byId = (id) => document.getElementById(id);

/** @param {string} name of an element @param {string} style @param {Piece[]} pieces @returns {HTMLElement} */
function written(name, style, pieces) {
  const element = document.createElement(name);
  element.className = style;
  for (const piece of pieces) {
    const part = piece.marked ? document.createElement("mark") : document.createTextNode("");
    part.textContent = piece.text;
    element.append(part);
  }
  return element;
}

/** @param {Hit} hit @returns {HTMLElement} */
function row({ entry, words: found }) {
  const item = document.createElement("li");
  const link = written("a", "search-title", marked(entry.title, found));
  link.setAttribute("href", entry.href);
  const kind = words[`search.kind.${entry.kind}`] ?? words["search.kind.page"];
  const within = entry.within ? ` ${words["search.within"].replace("{title}", entry.within)}` : "";
  item.append(link, written("p", "search-kind small", [{ text: kind + within, marked: false }]));
  if (entry.text) item.append(written("p", "search-text", excerpt(entry.text, found)));
  return item;
}

/** @param {number} count @returns {string} */
function counted(count) {
  if (count <= 1) return words[count ? "search.one" : "search.none"];
  const many = count > SHOWN ? words["search.first"].replace("{shown}", String(SHOWN)) : words["search.many"];
  return many.replace("{number}", String(count));
}

/** @param {EventTarget | null} target @returns {boolean} whether a letter typed there is meant for it */
const takesText = (target) => target instanceof HTMLElement
  && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** @returns {boolean} */
function slashOpens() {
  try {
    return localStorage.getItem(SLASH) !== "off";
  } catch (fault) {
    if (fault instanceof DOMException) return true; // storage is switched off
    throw fault;
  }
}

/** @param {boolean} opens */
function keepSlash(opens) {
  try {
    if (opens) localStorage.removeItem(SLASH);
    else localStorage.setItem(SLASH, "off");
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault; // as above: it holds for this page
  }
}

class Panel {
  /** @param {HTMLDialogElement} dialog @param {HTMLInputElement} field @param {HTMLElement} list @param {HTMLElement} said @param {Slot | null} slot null where no index can be fetched */
  constructor(dialog, field, list, said, slot) {
    this.dialog = dialog;
    this.field = field;
    this.list = list;
    this.said = said;
    this.slot = slot;
    /** @type {Loaded | null} */
    this.loaded = null;
    this.loading = false;
    this.quiet = 0;
  }

  open() {
    if (!this.dialog.open) {
      if (typeof this.dialog.showModal === "function") this.dialog.showModal();
      else this.dialog.setAttribute("open", "");
    }
    this.field.focus();
    this.field.select();
    void this.load();
    this.update();
  }

  close() {
    if (typeof this.dialog.close === "function") this.dialog.close();
    else this.dialog.removeAttribute("open");
  }

  async load() {
    if (this.loaded || this.loading || !this.slot) return;
    this.loading = true;
    this.dialog.dataset.state = "loading";
    try {
      this.loaded = await loadIndex(this.slot);
      this.dialog.dataset.state = "ready";
    } catch {
      this.dialog.dataset.state = "failed"; // said by `update`; opening the panel again tries again
    }
    this.loading = false;
    this.update();
    if (this.loaded) requestAnimationFrame(() => setTimeout(() => this.loaded && inSteps(this.loaded.index.learning))); // once they stand there
  }

  /** Show what fits the words in the field, and say how much it is. */
  update() {
    const query = this.field.value.trim();
    const long = query.length > 1 || /[^\x00-\u0dff]/.test(query);
    if (!this.loaded || !long) {
      this.list.replaceChildren();
      const failed = "DecompressionStream" in window ? "search.offline" : "search.old";
      this.say(this.slot ? words[this.loaded ? "search.hint" : this.loading ? "search.loading" : failed] : words["search.disk"]);
      return;
    }
    const hits = this.loaded.index.search(query);
    this.list.replaceChildren(...hits.slice(0, SHOWN).map(row));
    const told = counted(hits.length) + (this.loaded.whole ? "" : ` ${words["search.part"]}`);
    clearTimeout(this.quiet);
    this.quiet = window.setTimeout(() => this.say(told), QUIET_MS);
  }

  /** @param {string} text */
  say(text) {
    clearTimeout(this.quiet);
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    const links = [...this.list.querySelectorAll("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === "ArrowDown") (links[at + 1] ?? links[at] ?? this.field).focus();
    else if (event.key === "ArrowUp") (links[at - 1] ?? this.field).focus();
    else if (event.key === "Enter" && event.target === this.field) links[0]?.click();
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}

/** Make the search of an open page work. @param {Slot} slot @param {boolean} fromDisk */
export function wireSearch(slot, fromDisk) {
  const [dialog, field, list, said, slash] = ["search", "search-words", "search-found", "search-said", "search-slash"].map(byId);
  if (!(dialog instanceof HTMLElement) || !(field instanceof HTMLInputElement) || !list || !said) return; // a theme without search
  const panel = new Panel(/** @type {HTMLDialogElement} */ (dialog), field, list, said, fromDisk ? null : slot);
  document.querySelectorAll('[data-action="search"]').forEach((button) => button.addEventListener("click", () => panel.open()));
  dialog.querySelector('[data-action="search-close"]')?.addEventListener("click", () => panel.close());
  dialog.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const here = link && pageIn(link.pathname) === pageIn(location.pathname);
    if (here) event.preventDefault();
    if (here || event.target === dialog) panel.close();
  });
  dialog.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
  dialog.addEventListener("keydown", (event) => panel.key(event));
  field.addEventListener("input", () => panel.update());
  wireKeys(panel, slash);
}

/** @param {Panel} panel @param {HTMLElement | null} slash the box that says whether "/" opens the panel */
function wireKeys(panel, slash) {
  const box = slash instanceof HTMLInputElement ? slash : null;
  if (box) {
    box.checked = slashOpens();
    box.addEventListener("change", () => keepSlash(box.checked));
  }
  document.addEventListener("keydown", (event) => {
    const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !takesText(event.target) && (box?.checked ?? true);
    const chord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!plain && !chord) return;
    event.preventDefault();
    panel.open();
  });
}
