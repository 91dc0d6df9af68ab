// @ts-check
/** The text of the open page as one string, and marks around parts of it. */

/** @typedef {{node: Text, start: number}} Piece a text node and where it begins in the whole */
/** @typedef {{text: string, pieces: Piece[]}} Passages */

const READ = "main .prose, main .lead"; // what can be marked: the words of the page, not its frame
const OURS = "[data-own]"; // what the runtime has put into the page since

/** @returns {Passages} everything that can be marked, in the order of reading */
export function readPassages() {
  /** @type {Piece[]} */
  const pieces = [];
  let text = "";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || !isRead(node)) continue;
    pieces.push({ node, start: text.length });
    text += node.data;
  }
  return { text, pieces };
}

/** @param {Node} node @returns {boolean} */
function isRead(node) {
  const parent = node.parentElement;
  return !!parent?.closest(READ) && !parent.closest(OURS);
}

/**
 * @param {Passages} passages
 * @returns {{start: number, end: number, last: Node} | null} what is selected, without white space at its ends
 */
export function selected({ text, pieces }) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const inside = pieces.filter(({ node }) => range.intersectsNode(node));
  const first = inside[0];
  const last = inside[inside.length - 1];
  if (!first || !last) return null;
  let start = first.start + (range.startContainer === first.node ? range.startOffset : 0);
  let end = last.start + (range.endContainer === last.node ? range.endOffset : last.node.length);
  while (start < end && !text[start].trim()) start += 1;
  while (end > start && !text[end - 1].trim()) end -= 1;
  return start < end ? { start, end, last: last.node } : null;
}

/**
 * Put `<mark>` around a part of the page.
 * @param {Passages} passages read anew for each mark: marking splits text nodes
 * @param {{start: number, end: number}} place
 * @param {string} id of the note
 * @returns {HTMLElement[]}
 */
export function mark({ pieces }, place, id) {
  const made = [];
  for (const { node, start } of pieces) {
    const from = Math.max(place.start - start, 0);
    const to = Math.min(place.end - start, node.length);
    if (from >= to || !node.data.slice(from, to).trim()) continue;
    const part = from ? node.splitText(from) : node;
    if (to - from < part.length) part.splitText(to - from);
    const around = document.createElement("mark");
    around.dataset.note = id;
    part.replaceWith(around);
    around.append(part);
    made.push(around);
  }
  return made;
}

/** Take all marks of a note out of the page. @param {string} id */
export function unmark(id) {
  for (const around of document.querySelectorAll("mark[data-note]")) {
    if (!(around instanceof HTMLElement) || around.dataset.note !== id) continue;
    const parent = around.parentNode;
    around.replaceWith(...around.childNodes);
    parent?.normalize();
  }
}

/** @param {Node} node @returns {Element} the block that a node stands in, as something can stand after it */
export function blockOf(node) {
  const from = node instanceof Element ? node : node.parentElement;
  const wide = from?.closest(".table-scroll, aside.callout, dl, pre");
  return wide ?? from?.closest("p, li, blockquote, h2, h3, h4, h5, h6, figure, .prose") ?? document.body;
}
