/** One browser under puppeteer, moved by lines of JSON: `[verb, ...words]` in, `{told}` or `{fault}` out, one line for each. */

import { createInterface } from "node:readline";

import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch(JSON.parse(process.argv[2]));
const GONE = "Failed to load ‘’. A ServiceWorker intercepted"; // Firefox, of a page that was left while it loaded
const tabs = [];
const faults = [];
let page;

function watch(opened) {
  opened.on("console", (message) => ["error", "warn"].includes(message.type()) && faults.push(message.text()));
  opened.on("pageerror", (fault) => String(fault).includes(GONE) || faults.push(String(fault)));
  return opened;
}

const verbs = {
  open: async () => {
    page = watch(await browser.newPage());
    return tabs.push(page) - 1;
  },
  turnTo: async (tab) => {
    page = tabs[tab];
    await page.bringToFront();
  },
  addresses: async () => (await browser.pages()).map((one) => one.url()),
  go: async (address) => {
    await page.goto(address);
  },
  ask: (expression) => page.evaluate(expression),
  click: (selector) => page.click(selector),
  type: (selector, text) => page.type(selector, text),
  press: (key) => page.keyboard.press(key),
  faults: () => faults,
};

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...words] = JSON.parse(line);
  const answer = await Promise.resolve()
    .then(() => verbs[verb](...words))
    .then((told) => ({ told: told ?? null }), (fault) => ({ fault: String(fault) }));
  console.log(JSON.stringify(answer));
}
await browser.close();
