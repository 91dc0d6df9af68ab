/** Measure the lock page and an unlocked page with Lighthouse, in one tab, so that its keys are there: prints scores as JSON. */
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [address, chromium] = process.argv.slice(2);
const passphrase = process.env.READER_PASSPHRASE ?? "";
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** @returns {Promise<object>} scores from 0 to 100, and what cost points */
async function measure(page, url) {
  const flags = { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: "error" };
  const { lhr } = await lighthouse(url, flags, undefined, page);
  const weighty = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs.filter((one) => one.weight > 0));
  const lost = weighty.map((one) => lhr.audits[one.id]).filter((audit) => audit.score !== null && audit.score < 0.9);
  return {
    address: lhr.finalDisplayedUrl,
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * lhr.categories[name].score)])),
    lost: lost.map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`),
  };
}

const browser = await puppeteer.launch({ executablePath: chromium, args: FLAGS });
try {
  const page = await browser.newPage();
  const locked = await measure(page, address);
  await page.goto(address);
  await page.type("#passphrase", passphrase);
  await page.keyboard.press("Enter");
  await page.waitForSelector("html[data-state=open]", { timeout: 60_000 });
  const home = page.url();
  const open = await measure(page, home);
  const state = await page.evaluate(() => document.documentElement.dataset.state);
  console.log(JSON.stringify({ locked, open: { ...open, state } }, null, 1));
} finally {
  await browser.close();
}
