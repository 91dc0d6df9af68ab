// @ts-check
/** Decrypted files that the browser holds for this page: their addresses, and tabs that show them. Dropped when the page locks. */

/** @type {Set<string>} */
const addresses = new Set();
/** @type {Set<Window>} */
const tabs = new Set();

/** @param {Blob} blob @returns {string} an address that this page alone gives out */
export function addressOfBlob(blob) {
  const address = URL.createObjectURL(blob);
  addresses.add(address);
  return address;
}

/** @param {string} address @returns {boolean} whether a tab could be opened for it */
export function showInTab(address) {
  const tab = window.open(address, "_blank");
  if (tab) tabs.add(tab);
  return tab !== null;
}

/** Close what was opened and drop every address. */
export function dropBlobs() {
  tabs.forEach((tab) => tab.close());
  addresses.forEach((address) => URL.revokeObjectURL(address));
  tabs.clear();
  addresses.clear();
}
