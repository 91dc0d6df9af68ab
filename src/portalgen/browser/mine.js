// @ts-check
/** What is this reader's own on a page that all members share: their promises first, and the way to what is theirs alone. */

const SHOWN = 3;

/** @param {string} reader of a slot, such as member:mara @returns {string} the member's id, or empty */
export const memberIn = (reader) => /^member:(.+)$/.exec(reader)?.[1] ?? "";

/** @param {HTMLElement} section @param {string} id */
function arrangePromises(section, id) {
  const rows = [...section.querySelectorAll("[data-who]")].flatMap((row) => (row instanceof HTMLElement ? [row] : []));
  const others = document.querySelector("[data-others]");
  for (const [one, hidden] of [["[data-all]", true], ["[data-mine]", false]]) {
    section.querySelector(String(one))?.toggleAttribute("hidden", Boolean(hidden));
  }
  const own = rows.filter((row) => row.dataset.who === id);
  const rest = rows.filter((row) => row.dataset.who !== id);
  own.forEach((row) => {
    row.hidden = false;
    row.classList.add("own");
  });
  rest.forEach((row, at) => {
    row.hidden = at >= SHOWN;
    others?.querySelector("ul")?.append(row);
  });
  others?.toggleAttribute("hidden", rest.length === 0);
  section.querySelector("[data-none]")?.toggleAttribute("hidden", own.length > 0);
}

/** @param {string} reader of the slot, or empty for a shared passphrase */
export function arrangeMine(reader) {
  const id = memberIn(reader);
  if (!id) return;
  const section = document.querySelector("[data-promises]");
  if (section instanceof HTMLElement) arrangePromises(section, id);
  for (const link of document.querySelectorAll("a[data-desk]")) {
    if (!(link instanceof HTMLAnchorElement) || link.dataset.desk !== id) continue;
    link.href = link.dataset.to ?? "";
    link.hidden = false;
  }
}
