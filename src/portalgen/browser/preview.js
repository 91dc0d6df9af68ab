// @ts-check
/**
 * The preview's own script, never part of a site: lets this tab in as the chosen reader, draws the bar at the foot of the
 * page and the panel of faults, and loads the page anew when what it shows was saved.
 */
(() => {
  const data = JSON.parse(document.getElementById("preview")?.textContent ?? "{}");
  const root = document.documentElement;
  const PATIENCE_MS = 5000; // how long another page may take to come

  if (data.key && !sessionStorage.getItem(`portalgen ${data.salt}`)) {
    history.replaceState(null, "", `${location.pathname}${location.search}#staticrypt_pwd=${data.key}`);
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string)[]} children
   * @returns {HTMLElement}
   */
  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** @param {string} label @param {[string, string, boolean][]} choices name, address, whether it is shown now @returns {HTMLElement} */
  function choice(label, choices) {
    const select = make("select", { "aria-label": label }, ...choices.map(([name, address, chosen]) =>
      make("option", { value: address, ...(chosen ? { selected: "" } : {}) }, name)));
    select.addEventListener("change", () => location.assign(/** @type {HTMLSelectElement} */ (select).value));
    return make("label", {}, `${label} `, select);
  }

  function drawBar() {
    const readers = data.readers.map((/** @type {string[]} */ [name, called, address]) => [called, address, name === data.reader]);
    const bar = make("aside", { id: "preview-bar", "aria-label": "Preview" }, make("strong", {}, "Preview"), choice("as", readers));
    if (data.cohorts.length > 1) {
      const own = location.pathname.split("/")[3];
      bar.append(choice("of", data.cohorts.map((/** @type {string[]} */ [title, address]) => [title, address, address.split("/")[3] === own])));
    }
    bar.append(make("span", { class: "when" }, `as of ${data.as_of}. On this computer only.`));
    root.append(bar);
  }

  /** @param {{place: string, what: string, excerpt: string, hint: string, column: number}[]} problems */
  function showFaults(problems) {
    document.getElementById("preview-faults")?.remove();
    if (!problems.length) return;
    const panel = make("section", { id: "preview-faults", role: "alert", tabindex: "0" },
      make("h2", {}, problems.length === 1 ? "One thing to mend" : `${problems.length} things to mend`));
    for (const { place, what, excerpt, hint, column } of problems) {
      const entry = make("article", {}, make("p", { class: "place" }, place), make("p", {}, what));
      if (excerpt.trim()) entry.append(make("pre", {}, `${excerpt}\n${" ".repeat(Math.max(0, column - 1))}^`));
      if (hint) entry.append(make("p", { class: "hint" }, hint));
      panel.append(entry);
    }
    panel.append(make("p", { class: "hint" }, "This goes away by itself when it is mended. The pages below are from before."));
    root.append(panel);
  }

  let told = false, left = -PATIENCE_MS;
  addEventListener("beforeunload", () => { left = performance.now(); });

  /** Load the page anew, but not while the reader is on the way to another: a reload would keep them here. */
  function renew() {
    setTimeout(() => location.reload(), Math.max(0, left + PATIENCE_MS - performance.now()));
  }

  const events = new EventSource("/-/events");
  events.onmessage = (message) => {
    const state = JSON.parse(message.data);
    if (state.generation !== data.generation) {
      renew();
      return;
    }
    root.removeAttribute("data-preview-gone");
    told = state.problems.length > 0;
    showFaults(told ? state.problems : data.problems);
  };
  events.onerror = () => root.setAttribute("data-preview-gone", "");
  if (data.readers) drawBar();
  if (!told) showFaults(data.problems);
})();
