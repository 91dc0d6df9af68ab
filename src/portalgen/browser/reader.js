// @ts-check
/** What an open page does for the one who reads it: marks, news, what is theirs, people and clocks. */

import { showClocks } from "./clocks.js";
import { wireDirectory } from "./directory.js";
import { wireMarks } from "./marks.js";
import { arrangeMine } from "./mine.js";
import { noteOpened, wireNews } from "./news.js";

/** @param {string} salt the site's own name @param {string} reader of the slot, or empty */
export function serveReader(salt, reader) {
  noteOpened(salt);
  wireNews(salt);
  wireMarks(salt);
  arrangeMine(reader);
  wireDirectory();
  showClocks();
}
