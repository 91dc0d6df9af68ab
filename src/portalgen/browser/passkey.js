// @ts-check
/**
 * A passkey of this device (docs/SPEC.md section 10). The authenticator's PRF gives 32 bytes for a gesture; they wrap what the
 * passphrase derives. Nothing goes anywhere: no challenge is ever checked, the wrapped secret stays in this browser.
 */

import { fromBase64, fromHex, toBase64, toHex } from "./bytes.js";
import { derive, openGcm, sealGcm } from "./derive.js";

/** @typedef {{id: string, input: string, sealed: string, transports: string[], v: 1}} Enrolled base64 each but transports */
/** @typedef {"none" | "cancelled" | "noprf"} Trouble none: nothing is enrolled here */

/** Why a passkey did not open or was not made. */
export class PasskeyTrouble extends Error {
  /** @param {Trouble} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

const PURPOSE = "portalgen/1 passkey";
const ALGORITHMS = [-7, -257, -8]; // ES256, RS256, EdDSA of the COSE registry: what authenticators have
const GESTURE_MS = 120_000;

/** @param {string} salt @returns {string} */
const nameOf = (salt) => `portalgen passkey ${salt}`;
/** @param {number} count @returns {Uint8Array<ArrayBuffer>} */
const random = (count) => crypto.getRandomValues(new Uint8Array(count));

/** @param {Uint8Array<ArrayBuffer>} prf @param {Uint8Array<ArrayBuffer>} input @param {string} u @param {string} salt @returns {Promise<Uint8Array>} */
export async function wrap(prf, input, u, salt) {
  const keys = await derive(prf, PURPOSE, 44, input); // an input stands for one secret, so its nonce is used once
  return sealGcm(keys.slice(0, 32), keys.slice(32), fromHex(u), `${PURPOSE}\0${salt}`);
}

/** @param {Uint8Array<ArrayBuffer>} prf @param {Uint8Array<ArrayBuffer>} input @param {Uint8Array<ArrayBuffer>} sealed @param {string} salt @returns {Promise<string>} */
export async function unwrap(prf, input, sealed, salt) {
  const keys = await derive(prf, PURPOSE, 44, input);
  return toHex(await openGcm(keys.slice(0, 32), keys.slice(32), sealed, `${PURPOSE}\0${salt}`));
}

/** @param {string} salt @returns {Enrolled | null} */
export function enrolled(salt) {
  try {
    const record = JSON.parse(localStorage.getItem(nameOf(salt)) ?? "null");
    return record?.v === 1 && Array.isArray(record.transports) ? record : null;
  } catch {
    return null; // storage is switched off, or something else wrote there
  }
}

/** @returns {Promise<{possible: boolean, builtIn: boolean}>} whether a passkey can be made here, and by this device itself */
export async function ability() {
  const no = { possible: false, builtIn: false };
  if (typeof PublicKeyCredential !== "function" || !/[a-z]/i.test(location.hostname) || location.hostname.includes(":")) return no;
  const known = /** @type {any} */ (PublicKeyCredential);
  try {
    localStorage.getItem("");
    if ((await known.getClientCapabilities?.())?.["extension:prf"] === false) return no;
    return { possible: true, builtIn: await known.isUserVerifyingPlatformAuthenticatorAvailable() };
  } catch {
    return no; // storage or passkeys are switched off
  }
}

/** @param {Credential | null} credential @returns {{id: Uint8Array<ArrayBuffer>, prf: Uint8Array<ArrayBuffer> | null, enabled: boolean}} */
function read(credential) {
  const found = /** @type {PublicKeyCredential} */ (credential);
  const { prf } = /** @type {any} */ (found.getClientExtensionResults());
  const first = prf?.results?.first;
  return { id: new Uint8Array(found.rawId), prf: first ? new Uint8Array(first) : null, enabled: prf?.enabled === true || !!first };
}

/** @param {Uint8Array<ArrayBuffer>} id @param {string[]} transports @param {Uint8Array<ArrayBuffer>} input @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function ask(id, transports, input) {
  const asked = /** @type {any} */ ({
    rpId: location.hostname,
    challenge: random(32),
    timeout: GESTURE_MS,
    userVerification: "required",
    allowCredentials: [{ type: "public-key", id, transports }],
    extensions: { prf: { eval: { first: input } } },
  });
  const { prf } = read(await gesture(() => navigator.credentials.get({ publicKey: asked })));
  if (!prf) throw new PasskeyTrouble("noprf");
  return prf;
}

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
async function gesture(work) {
  try {
    return await work();
  } catch {
    throw new PasskeyTrouble("cancelled"); // browsers do not tell a cancelled gesture from a key that is gone
  }
}

/**
 * Make a passkey and wrap the secret with it.
 * @param {string} salt @param {string} u @param {string} codename all that the device's list of passkeys will show
 */
export async function enrol(salt, u, codename) {
  const input = random(32);
  const wanted = /** @type {any} */ ({
    rp: { id: location.hostname, name: codename },
    user: { id: random(16), name: codename, displayName: codename },
    challenge: random(32),
    timeout: GESTURE_MS,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    attestation: "none",
    extensions: { prf: { eval: { first: input } } },
  });
  const made = await gesture(() => navigator.credentials.create({ publicKey: wanted }));
  const { id, prf, enabled } = read(made);
  const response = /** @type {any} */ (made).response;
  const transports = response.getTransports?.() ?? [];
  if (!enabled) {
    giveBack(id);
    throw new PasskeyTrouble("noprf");
  }
  const sealed = await wrap(prf ?? (await ask(id, transports, input)), input, u, salt);
  const record = { id: toBase64(id), input: toBase64(input), sealed: toBase64(sealed), transports, v: 1 };
  dismiss(salt); // an earlier one
  localStorage.setItem(nameOf(salt), JSON.stringify(record));
}

/** @param {string} salt @returns {Promise<string>} what the passphrase derives; throws PasskeyTrouble */
export async function unlockWithPasskey(salt) {
  const record = enrolled(salt);
  if (!record) throw new PasskeyTrouble("none");
  const input = fromBase64(record.input);
  const prf = await ask(fromBase64(record.id), record.transports, input);
  try {
    return await unwrap(prf, input, fromBase64(record.sealed), salt);
  } catch {
    dismiss(salt); // the wrapped secret is damaged, and no gesture will mend it
    throw new PasskeyTrouble("none");
  }
}

/** Tell the device that a passkey is of no use any more, where the browser can. @param {Uint8Array} id */
function giveBack(id) {
  const known = /** @type {any} */ (PublicKeyCredential);
  const credentialId = toBase64(id).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  known.signalUnknownCredential?.({ rpId: location.hostname, credentialId }).catch(() => undefined);
}

/** Drop the wrapped secret. @param {string} salt */
export function dismiss(salt) {
  const record = enrolled(salt);
  if (!record) return;
  localStorage.removeItem(nameOf(salt));
  giveBack(fromBase64(record.id));
}
