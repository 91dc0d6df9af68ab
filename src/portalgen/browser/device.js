// @ts-check
/** *This device*: the box on an open page where a reader lets it remember them, or makes a passkey of it, and takes both back. */

import { ability, dismiss, enrol, enrolled, PasskeyTrouble } from "./passkey.js";
import { canRemember, daysFrom, remember, standing, unremember } from "./remember.js";
import { words } from "./words.js";

/** @typedef {import("./keys.js").Kept} Kept */
/** @typedef {{rememberDays: number, idleMinutes: number}} Rules what the convener set, as it came sealed with the page */

/** @param {HTMLElement} body of a decrypted page @returns {Rules} a page that says nothing is never remembered, and locks after a quarter of an hour */
export function rulesOf(body) {
  const { rememberDays, idleMinutes } = body.dataset;
  return { rememberDays: Number(rememberDays) || 0, idleMinutes: Number(idleMinutes ?? 15) };
}

/** @param {string} salt @returns {string} */
const askedOf = (salt) => `portalgen asked ${salt}`;

/** @param {string} key @param {number} until @returns {string} the words of `key`, with the day */
function dated(key, until) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { day: "numeric", month: "long", year: "numeric" });
  return words[key].replace("{day}", day.format(until));
}

/** @param {string} action @param {string} key @param {() => void} press @returns {HTMLButtonElement} */
function makeButton(action, key, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.action = action;
  button.textContent = words[key];
  button.addEventListener("click", press);
  return button;
}

/** @param {string} tag @param {(Node | string)[]} parts @returns {HTMLElement} */
function make(tag, ...parts) {
  const element = document.createElement(tag);
  element.append(...parts);
  return element;
}

/** Hold the device to what the convener allows now. @param {string} salt @param {Kept} kept @param {number} days @returns {Promise<number>} until when it remembers, or 0 */
async function limit(salt, kept, days) {
  const { until, paused } = await standing(salt);
  const latest = daysFrom(Date.now(), days);
  if (!until || paused) return 0;
  if (days === 0) {
    await unremember(salt);
    return 0;
  }
  if (until > latest) await remember(salt, kept, latest);
  return Math.min(until, latest);
}

/** @param {string} about @returns {HTMLElement} where something is said when it changes */
function makeStatus(about) {
  const said = make("p");
  said.setAttribute("role", "status");
  said.dataset.said = about;
  return said;
}

/** @param {string} salt @param {Kept} kept @param {number} days @param {number} until @returns {HTMLElement} */
function rememberBox(salt, kept, days, until) {
  const said = makeStatus("remember");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = until > 0;
  box.dataset.action = "remember";
  if (until) said.textContent = dated("runtime.device.remembers", until);
  box.addEventListener("change", async () => {
    const latest = daysFrom(Date.now(), days);
    const done = box.checked ? await remember(salt, kept, latest) : (await unremember(salt), false);
    const key = box.checked ? "runtime.device.cannot" : "runtime.device.forgot";
    said.textContent = done ? dated("runtime.device.remembers", latest) : words[key];
    box.checked = done;
  });
  const label = words[days === 1 ? "lock.rememberday" : "lock.remember"].replace("{days}", String(days));
  return make("div", make("label", box, ` ${label}`), said);
}

/** @param {string} salt @param {Kept} kept @param {HTMLElement} said @param {HTMLElement} row the buttons, drawn anew after each step */
function drawPasskey(salt, kept, said, row) {
  const drop = () => {
    dismiss(salt);
    said.textContent = words["runtime.passkey.dropped"];
    drawPasskey(salt, kept, said, row);
    row.querySelector("button")?.focus();
  };
  const add = async () => {
    row.querySelectorAll("button").forEach((button) => (button.disabled = true));
    said.textContent = words["runtime.passkey.asking"];
    said.textContent = words[await enrolment(salt, kept.u)];
    drawPasskey(salt, kept, said, row);
    const later = row.parentElement?.querySelector('[data-action="later"]');
    if (later) later.textContent = words["runtime.device.close"];
    (later instanceof HTMLElement ? later : row.querySelector("button"))?.focus();
  };
  const button = enrolled(salt)
    ? makeButton("passkey-drop", "runtime.passkey.drop", drop)
    : makeButton("passkey-add", "runtime.passkey.add", add);
  row.replaceChildren(button);
}

/** @param {string} salt @param {string} u @returns {Promise<string>} the key of what is to be said */
async function enrolment(salt, u) {
  try {
    await enrol(salt, u, codename());
    return "runtime.passkey.added";
  } catch (fault) {
    return fault instanceof PasskeyTrouble && fault.why === "noprf" ? "runtime.passkey.noprf" : "runtime.passkey.notadded";
  }
}

/** @returns {string} what the lock page is called: all that the device's list of passkeys may show */
const codename = () => document.title.split(" · ").pop() ?? "";

/** Bring the box to the reader's eye once, after the first passphrase. @param {string} salt @param {HTMLElement} box @param {HTMLElement} row */
function offer(salt, box, row) {
  if (localStorage.getItem(askedOf(salt))) return;
  localStorage.setItem(askedOf(salt), "1");
  box.classList.add("offered");
  const close = () => {
    box.classList.remove("offered");
    later.remove();
  };
  const later = makeButton("later", "runtime.device.later", close);
  row.after(later);
}

/** @param {string} salt @param {Kept} kept @param {Rules} rules */
export async function showDevice(salt, kept, { rememberDays }) {
  const [canStore, passkey] = await Promise.all([canRemember(), ability()]);
  const until = canStore ? await limit(salt, kept, rememberDays) : 0;
  const remembering = canStore && rememberDays > 0;
  if (!remembering && !passkey.possible) return;
  const title = make("h2", words["runtime.device.title"]);
  title.id = "device-title";
  const row = make("p");
  const box = make("aside", title);
  box.className = "device";
  box.setAttribute("aria-labelledby", title.id);
  if (remembering) box.append(rememberBox(salt, kept, rememberDays, until));
  if (passkey.possible) {
    const said = makeStatus("passkey");
    drawPasskey(salt, kept, said, row);
    box.append(row, said);
  }
  const foot = document.querySelector("body > footer");
  if (foot) foot.before(box);
  else document.body.append(box);
  if (kept.typed && passkey.builtIn && !enrolled(salt)) offer(salt, box, row);
}
