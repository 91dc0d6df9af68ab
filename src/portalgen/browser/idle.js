// @ts-check
/**
 * The idle lock: a page that nobody touches for the convener's minutes locks itself. Times are compared, not counted, so that a
 * hidden tab and a sleeping laptop count too; a touch in one tab of the cohort keeps its other tabs open.
 */

import { setDeadline } from "./keys.js";

const MINUTE_MS = 60_000;
const WARNING_MS = 30_000; // WCAG 2.2.1 asks for at least 20 s in which any simple action keeps the page open
const NOTED_EVERY_MS = 2_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove", "scroll"];

/** @param {number} now @param {number} deadline @returns {"open" | "warn" | "lock"} */
export function phase(now, deadline) {
  if (now >= deadline) return "lock";
  return now >= deadline - WARNING_MS ? "warn" : "open";
}

/** @param {number} now @param {number} deadline @returns {number} ms until the phase changes */
export function untilNext(now, deadline) {
  return Math.max(0, phase(now, deadline) === "open" ? deadline - WARNING_MS - now : deadline - now);
}

/** @param {string} text @param {boolean} shown */
function warn(text, shown) {
  const old = document.getElementById("idle");
  if (!shown) old?.remove();
  if (!shown || old) return;
  const warning = document.createElement("p");
  warning.id = "idle";
  warning.setAttribute("role", "alert");
  warning.textContent = text;
  document.body.append(warning);
}

/**
 * @param {string} salt
 * @param {number} minutes 0 for never
 * @param {{warning: string, lock: () => void}} then what to say before, what to do once the time is over
 */
export function watchIdle(salt, minutes, { warning, lock }) {
  if (!(minutes > 0)) return;
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(`portalgen touch ${salt}`) : null;
  let touched = 0;
  let deadline = 0;
  let timer = 0;
  let over = false;
  const look = () => {
    if (over) return;
    const now = Date.now();
    const standing = phase(now, deadline);
    over = standing === "lock";
    if (over) return lock();
    warn(warning, standing === "warn");
    clearTimeout(timer);
    timer = setTimeout(look, untilNext(now, deadline));
  };
  /** @param {number} when */
  const extend = (when) => {
    touched = Math.max(touched, when);
    deadline = touched + minutes * MINUTE_MS;
    setDeadline(salt, deadline);
    look();
  };
  const touch = () => {
    const now = Date.now();
    if (now >= deadline) return look(); // the first touch after a long sleep comes too late
    if (now - touched < NOTED_EVERY_MS) return;
    extend(now);
    channel?.postMessage(now);
  };
  extend(Date.now());
  if (channel) channel.onmessage = ({ data }) => Number.isFinite(data) && extend(Math.min(data, Date.now()));
  for (const name of TOUCHES) addEventListener(name, touch, { passive: true, capture: true });
  for (const name of ["visibilitychange", "focus", "pageshow"]) addEventListener(name, look, { capture: true });
}
