// @ts-check
/** The book: one file from a mail or a stick, unlocked in place. No address, no storage, no network: keys live until it is closed. */

import { again, refuse, reveal, say, setState, wireForm } from "./form.js";
import { readBinding } from "./binding.js";
import { fromBase64 } from "./bytes.js";
import { openSlot, readKeyring } from "./keyring.js";
import { normalise } from "./passphrase.js";
import { printFoot } from "./print.js";
import { show } from "./show.js";
import { hashPassphrase, openPage } from "./staticrypt.js";
import { showLocalTimes } from "./times.js";

const OWN_STYLES = /<style>.*?<\/style>/s;

/** @typedef {{salt: string, message: string, keyring: import("./keyring.js").Keyring}} Sealed */

/** @param {string} id @returns {string} */
const textOf = (id) => document.getElementById(id)?.textContent ?? "";

/** @returns {Sealed} */
function readFile() {
  const sealed = JSON.parse(textOf("sealed"));
  return { keyring: readKeyring(textOf("keyring")), salt: sealed.staticryptSaltUniqueVariableName, message: sealed.staticryptEncryptedMsgUniqueVariableName };
}

/** @param {Sealed} file @param {string} typed */
async function unlock(file, typed) {
  setState("working");
  say("runtime.working");
  const key = await hashPassphrase(normalise(typed), file.salt);
  const slot = await openSlot(file.keyring, key);
  const [audience, own] = Object.entries(slot?.audiences ?? { "": key })[0];
  const plaintext = await openPage(own, file.message);
  const binding = plaintext === null ? null : readBinding(plaintext);
  if (plaintext === null && !slot) {
    setState("locked");
    say("book.wrong");
    again(true);
  } else if (plaintext === null || !binding) {
    refuse("book.damaged");
  } else if (slot && (binding.cohort !== slot.cohort || binding.page !== slot.home || binding.audience !== audience)) {
    refuse("runtime.false");
  } else {
    show(plaintext.replace(OWN_STYLES, "")); // this file has them already, and its policy admits no second copy
    enliven(slot?.reader ?? "");
  }
}

/** @param {string} reader whose passphrase it was, empty for a shared one */
function enliven(reader) {
  const { rules, names } = document.body.dataset;
  const name = JSON.parse(names ?? "{}")[reader] ?? "";
  const printed = document.getElementById("printed");
  const text = name && printed ? (printed.dataset.text ?? "").replace("{name}", name) : "";
  if (printed && text) {
    printed.textContent = text;
    printed.hidden = false;
  }
  setHeads(`${rules ?? ""}\n${printFoot(text)}`);
  showLocalTimes();
  wire('[data-action="lock"]', () => location.reload());
  wire('[data-action="print"]', () => window.print());
  document.querySelectorAll("main a[href^='#d'], #documents a[download]").forEach((link) => link.addEventListener("click", (event) => save(event, link)));
}

/** Heads and feet for printing; browsers without constructed style sheets print without. @param {string} rules */
function setHeads(rules) {
  if (!("adoptedStyleSheets" in document)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}

/** @param {string} selector @param {() => void} act */
function wire(selector, act) {
  document.querySelectorAll(selector).forEach((button) => {
    button.removeAttribute("hidden");
    button.addEventListener("click", act);
  });
}

/** Save a document under its own name: an address of data alone is cut off by some browsers where it is long. @param {Event} event @param {Element} link */
function save(event, link) {
  const href = link.getAttribute("href") ?? "";
  const held = href.startsWith("#") ? document.getElementById(href.slice(1)) : link;
  const found = /^data:([a-z]+\/[a-z0-9.+-]+);base64,(.*)$/.exec(held?.getAttribute("href") ?? "");
  if (!found || !held) return;
  event.preventDefault();
  const address = URL.createObjectURL(new Blob([fromBase64(found[2])], { type: "application/octet-stream" }));
  const saved = document.createElement("a");
  saved.href = address;
  saved.download = held.getAttribute("download") ?? "";
  saved.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function start() {
  if (window.top !== window.self) return refuse("runtime.frame");
  if (!globalThis.crypto?.subtle) return refuse("runtime.insecure");
  const file = readFile();
  reveal();
  wireForm((typed) => unlock(file, typed).catch(() => refuse("book.damaged")));
}

try {
  start();
} catch {
  refuse("book.damaged");
}
