/** Vectors of tests/vectors, run by the reader's own code: in Node and, unchanged, in Chromium. */

import { readBinding } from "../binding.js";
import { fromBase64, toHex, fromHex } from "../bytes.js";
import { openSlot, readKeyring } from "../keyring.js";
import { openObject } from "../object.js";
import { normalise } from "../passphrase.js";
import { indexIds, readPart } from "../search-format.js";
import { hashPassphrase, openPage } from "../staticrypt.js";

const refuse = (value) => {
  if (value === null) throw new Error("refused");
  return value;
};

/** The kinds that a reader needs. Ids, padding and the vault are the writer's side, which Python runs. */
export const decoders = {
  normalise: ({ typed }) => ({ normalised: normalise(typed) }),
  hash: async ({ passphrase, salt }) => ({ key: await hashPassphrase(passphrase, salt) }),
  binding: ({ plaintext }) => {
    const { cohort, page, audience } = refuse(readBinding(plaintext));
    return { cohort, page_id: page, audience };
  },
  index: async ({ key, part }) => ({ id: [...await indexIds(key)][part] }),
  part: async ({ content }) => {
    const { entries, parts } = await readPart(fromBase64(content));
    return { entries: entries.map(({ kind, href, title, text: words, within }) => [kind, href, title, words, within]), parts };
  },
  page: async ({ key, message }) => ({ plaintext: refuse(await openPage(key, message)) }),
  object: async ({ key, cohort, audience, object_id: id, sealed }) => {
    const { name, type, content } = await openObject(key, fromBase64(sealed), { cohort, audience, id });
    return { name, type, content: toHex(content) };
  },
  keyring: async ({ keyring, u }, file) => {
    fromHex(u);
    return { slot: await openSlot(readKeyring(keyring.replace("@DUMMIES@", file.dummies)), u) };
  },
};

/** @returns {object} what the vector expects, in the spelling of `decoders` */
export function expected(kind, { expect }) {
  if (kind === "hash") return { key: expect.key };
  if (kind === "object") return { ...expect, content: toHex(fromBase64(expect.content)) };
  return expect;
}

/** Sorted keys all the way down, so that two equal values have one text. */
export const text = (value) => JSON.stringify(value, (_, part) =>
  part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part);

/** @returns {Promise<string>} empty where the vector holds, otherwise what is wrong */
export async function fault(kind, vector, file) {
  let found;
  try {
    found = await decoders[kind](vector.input, file);
  } catch (refusal) {
    return vector.valid ? `refused: ${refusal}` : "";
  }
  if (!vector.valid) return `not refused: ${vector.why}`;
  return text(found) === text(expected(kind, vector)) ? "" : `gives ${text(found).slice(0, 300)}`;
}
