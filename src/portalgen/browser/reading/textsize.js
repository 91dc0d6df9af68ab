// @ts-check
/** The size of what is read, in five steps, remembered on this device as far as it remembers. The frame keeps its size. */

import { words } from "../words.js";
import { make } from "./make.js";

const STEPS = 5; // reading.css has their sizes
const USUAL = 2;

/** @param {string} salt @returns {string} a name that tells nothing */
const nameOf = (salt) => `portalgen size ${salt}`;

/** @param {string} salt @returns {number} */
function remembered(salt) {
  try {
    const step = Number(localStorage.getItem(nameOf(salt)) ?? USUAL);
    return Number.isInteger(step) && step >= 1 && step <= STEPS ? step : USUAL;
  } catch {
    return USUAL; // storage is switched off
  }
}

/** @param {string} salt @param {number} step */
function remember(salt, step) {
  try {
    localStorage.setItem(nameOf(salt), String(step));
  } catch {
    return; // storage is switched off: this page keeps it
  }
}

/** @param {string} salt */
export function wireTextSize(salt) {
  let step = remembered(salt);
  const said = make("span", { class: "unseen", role: "status" });
  const buttons = [...document.querySelectorAll(".sizes button")];
  const show = () => {
    document.documentElement.dataset.textSize = String(step);
    for (const one of buttons) one.toggleAttribute("disabled", step + Number(one.getAttribute("data-size")) < 1 || step + Number(one.getAttribute("data-size")) > STEPS);
  };
  show();
  for (const one of buttons) {
    one.addEventListener("click", () => {
      step = Math.min(STEPS, Math.max(1, step + Number(one.getAttribute("data-size"))));
      remember(salt, step);
      show();
      said.textContent = words["reading.sizenow"].replace("{step}", String(step)).replace("{steps}", String(STEPS));
    });
  }
  document.querySelectorAll(".sizes").forEach((group) => {
    group.append(said);
    group.removeAttribute("hidden");
  });
}
