// @ts-check
/** Sizes and moments as people read them, in the language of the page. */

const SIZES = /** @type {const} */ ([[1e6, "megabyte"], [1e3, "kilobyte"]]);

/** @param {number} bytes @param {string} [locale] @returns {string} such as "2.4 MB" */
export function spokenSize(bytes, locale) {
  const [scale, unit] = SIZES.find(([least]) => bytes >= least) ?? SIZES[1];
  const digits = { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0 };
  return new Intl.NumberFormat(locale, /** @type {any} */ (digits)).format(bytes / scale);
}

/** @param {string} minute of a list, such as 2026-11-24T09:30Z @param {string} [locale] @returns {string} a set day has no time */
export function spokenMoment(minute, locale) {
  const day = { year: "numeric", month: "long", day: "numeric" };
  const how = minute.endsWith("T00:00Z") ? { ...day, timeZone: "UTC" } : { ...day, hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale, /** @type {any} */ (how)).format(new Date(minute));
}
