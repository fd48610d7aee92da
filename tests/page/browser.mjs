// What all tests in a browser share: opening pages as different readers would,
// and what no page may do to any of them.
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

let failures = 0;

/** Notes a fault of `name`, if there is one. */
export function check(name, fault) {
  if (!fault) return;
  failures += 1;
  console.error(`FAIL ${name}: ${fault}`);
}

/** Ends the run; its status says whether there were faults. */
export async function close() {
  await browser.close();
  if (failures) {
    console.error(`${failures} faults`);
    process.exit(1);
  }
}

/** A page that records what it must not do: ask for anything but `allowed`. */
export async function open(url, options, allowed = (asked) => asked.split("#")[0] === url) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!allowed(request.url())) faults.push(`request: ${request.url()}`); });
  await page.goto(url);
  return { context, page, faults };
}

/** Elements that reach beyond the right edge, unless something scrolls them. */
export const tooWide = () => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return null;
  const culprit = [...document.querySelectorAll("body *")].find((node) =>
    node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".scroll") && !node.closest(".card"));
  return `scrolls ${wide} px sideways` + (culprit ? ` because of ${culprit.outerHTML.slice(0, 120)}` : "");
};

/** Pairs of texts in a picture that run into each other, or leave it. */
export const overlaps = () => {
  for (const svg of document.querySelectorAll("svg")) {
    const own = svg.getBoundingClientRect();
    if (!own.width) continue;
    const boxes = [...svg.querySelectorAll("text")].map((node) => [node.textContent, node.getBoundingClientRect()]);
    for (const [index, [label, box]] of boxes.entries()) {
      if (box.left < own.left - 1 || box.right > own.right + 1) return `"${label}" leaves its picture`;
      for (const [other, against] of boxes.slice(index + 1)) {
        const across = Math.min(box.right, against.right) - Math.max(box.left, against.left);
        const down = Math.min(box.bottom, against.bottom) - Math.max(box.top, against.top);
        if (across > 1 && down > 3) return `"${label}" runs into "${other}"`;
      }
    }
  }
  return null;
};

/** Looks for what keeps readers with a screen reader, or without a mouse, out. */
export async function accessible(name, url, options, allowed) {
  // The page's own policy would keep the checker's script out.
  const { context, page } = await open(url, { ...options, bypassCSP: true }, allowed);
  await page.evaluate(() => { for (const node of document.querySelectorAll("details")) node.open = true; });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, impact, nodes } of violations) {
    if (["serious", "critical"].includes(impact)) check(name, `axe ${id} (${impact}), ${nodes.length} places, first ${nodes[0].html.slice(0, 200)}`);
    else console.log(`note ${name}: axe ${id} (${impact}), ${nodes.length} places`);
  }
  await context.close();
}
