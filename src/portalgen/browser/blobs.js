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

/** @returns {Window | null} an empty tab that closes when this page locks; null where pop-ups are blocked */
export function openTab() {
  const tab = window.open("", "_blank");
  if (tab) tabs.add(tab);
  return tab;
}

/** Close what was opened and drop every address. */
export function dropBlobs() {
  tabs.forEach((tab) => tab.close());
  addresses.forEach((address) => URL.revokeObjectURL(address));
  tabs.clear();
  addresses.clear();
}
