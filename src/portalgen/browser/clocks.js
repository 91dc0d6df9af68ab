// @ts-check
/** What time it is where somebody lives, and how far that is from the reader's own clock. */

import { minutesAhead, otherDay } from "./zones.js";
import { words } from "./words.js";

const TICK_MS = 20_000;

/** @param {Date} now @param {string} zone @param {string} place @param {string} language @returns {string} */
function thereNow(now, zone, place, language) {
  const ahead = minutesAhead(now, zone);
  const day = otherDay(now, zone) ? /** @type {const} */ ({ weekday: "short" }) : {};
  const time = new Intl.DateTimeFormat(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...day }).format(now);
  const hours = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(Math.abs(ahead) / 60);
  const key = ahead === 0 ? "there" : ahead > 0 ? "ahead" : "behind";
  const city = place || (zone.split("/").pop() ?? "").replaceAll("_", " ");
  return words[`runtime.${key}`].replace("{time}", time).replace("{city}", city).replace("{hours}", hours);
}

/** Fill every `data-zone` of the page, and keep it right while the page is open. */
export function showClocks() {
  const places = [...document.querySelectorAll("[data-zone]")].flatMap((place) => (place instanceof HTMLElement ? [place] : []));
  const fill = () => places.forEach((place) => {
    place.textContent = thereNow(new Date(), place.dataset.zone ?? "UTC", place.dataset.place ?? "", document.documentElement.lang || "en");
    place.hidden = false;
  });
  fill();
  if (places.length) setInterval(fill, TICK_MS);
}
