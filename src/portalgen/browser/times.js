// @ts-check
/** Times in the reader's own zone, shown only where they differ from the session's. */

import { words } from "./words.js";

/**
 * @param {string} iso with an offset, such as 2026-12-10T12:30:00-05:00
 * @param {Date} moment the same moment
 * @returns {boolean} whether the reader's clock shows another time then
 */
export function differs(iso, moment) {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(iso);
  const minutes = offset ? (offset[1] === "-" ? 1 : -1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return moment.getTimezoneOffset() !== minutes;
}

/** Fill every `data-local-start` on the page. */
export function showLocalTimes() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const locale = words["runtime.intl"];
  const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short" });
  for (const place of document.querySelectorAll("[data-local-start]")) {
    if (!(place instanceof HTMLElement)) continue;
    const iso = place.dataset.localStart ?? "";
    const start = new Date(iso);
    if (Number.isNaN(start.getTime()) || !differs(iso, start)) continue;
    const end = place.dataset.localEnd ? new Date(place.dataset.localEnd) : null;
    const endDay = end && end.toDateString() !== start.toDateString() ? `${day.format(end)}, ` : "";
    const until = end ? `–${endDay}${clock.format(end)}` : "";
    const city = zone.split("/").pop()?.replaceAll("_", " ") ?? "";
    const otherDay = Number(iso.slice(8, 10)) === start.getDate() ? "" : `${day.format(start)}, `;
    const time = `${otherDay}${clock.format(start)}${until}`;
    place.textContent = words["runtime.local"].replace("{time}", time).replace("{city}", city);
    place.hidden = false;
  }
}
