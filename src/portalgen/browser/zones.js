// @ts-check
/** How far clocks are apart, by the zones that the browser knows. Pure. */

const MINUTE_MS = 60_000;
const DAY = 1440; // minutes

/** @param {Date} now @param {string | undefined} zone @returns {number} what the clock of a zone shows, as minutes since 1970 */
function wall(now, zone) {
  const shape = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" });
  const part = Object.fromEntries(shape.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) / MINUTE_MS;
}

/** @param {Date} now @param {string} zone @param {string} [own] the reader's zone @returns {number} minutes that `zone` is ahead */
export const minutesAhead = (now, zone, own) => wall(now, zone) - wall(now, own);

/** @param {Date} now @param {string} zone @param {string} [own] @returns {boolean} whether it is another day there */
export const otherDay = (now, zone, own) => Math.floor(wall(now, zone) / DAY) !== Math.floor(wall(now, own) / DAY);
