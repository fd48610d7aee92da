// Opens each page in Chromium, as different readers would, and fails on
// anything that would keep one of them from reading it.
import { DESKTOP, PHONE, accessible, check, close, open, overlaps, tooWide } from "./browser.mjs";
import { mkdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const shots = process.env.SHOTS && resolve(process.env.SHOTS);
if (shots) await mkdir(shots, { recursive: true });

// Pages of long coverage have more links than is worth tabbing through one by one.
const MOST_TABS = 2500;

/** Walks the page by keyboard alone, opening what is folded. */
async function keyboard(name, page) {
  const wanted = await page.evaluate(() => new Set([...document.querySelectorAll("a.claim")].map((link) => link.getAttribute("href"))).size);
  const links = await page.evaluate(() => document.querySelectorAll("a[href], summary, [tabindex='0']").length);
  if (links > MOST_TABS) return console.log(`note ${name}: ${links} stops, not walked`);
  const reached = new Set();
  for (let step = 0; step < links + 20; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return null;
      const closed = node.tagName === "SUMMARY" && !node.parentElement.open;
      const box = node.getBoundingClientRect();
      return { closed, href: node.classList.contains("claim") ? node.getAttribute("href") : null, seen: box.width > 0 };
    });
    if (!at) break;
    if (!at.seen) check(name, "the keyboard stops at something that is not shown");
    if (at.closed) await page.keyboard.press("Enter");
    if (at.href) reached.add(at.href);
  }
  check(name, reached.size < wanted && `the keyboard reaches ${reached.size} of ${wanted} claims`);
}

/** Every link inside the page leads somewhere, and no two places share a name. */
const broken = () => {
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at && ids.length < 5000);
  if (twice) return `two places are called ${twice}`;
  const places = new Set(ids);
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!places.has(decodeURIComponent(link.getAttribute("href").slice(1)))) return `${link.getAttribute("href")} leads nowhere`;
  }
  const outside = [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"))
    .find((href) => !/^(#|https?:\/\/)/i.test(href));
  return outside ? `a link leads to ${outside}` : null;
};

async function links(name, url) {
  const { context, page, faults } = await open(url, { viewport: DESKTOP });
  check(name, await page.evaluate(broken));
  const claims = await page.evaluate(() => [...new Set([...document.querySelectorAll("a.claim")].map((link) => link.getAttribute("href")))]);
  const step = Math.max(1, Math.floor(claims.length / 12));
  for (let at = 0; at < claims.length; at += step) {
    await page.goto(url + claims[at]);
    const shown = await page.evaluate((hash) => {
      const node = document.getElementById(decodeURIComponent(hash.slice(1)));
      const words = node?.nextElementSibling ?? node;
      const box = words?.getBoundingClientRect();
      return Boolean(box && node.closest("details")?.open && box.top < innerHeight && box.bottom > 0);
    }, claims[at]);
    check(name, !shown && `${claims[at]} does not open its text`);
  }
  check(name, faults[0]);
  await context.close();
}

for (const file of process.argv.slice(2)) {
  const url = pathToFileURL(resolve(file)).href;
  const name = basename(file, ".html");
  for (const [size, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
    for (const colorScheme of ["light", "dark"]) {
      const label = `${name} ${size} ${colorScheme}`;
      const { context, page, faults } = await open(url, { viewport, colorScheme, hasTouch: size === "phone" });
      check(label, await page.evaluate(tooWide));
      if (shots) await page.screenshot({ path: `${shots}/${name}-${size}-${colorScheme}.png`, fullPage: true });
      await page.evaluate(() => { for (const node of document.querySelectorAll("details")) node.open = true; });
      check(label, await page.evaluate(tooWide));
      check(label, await page.evaluate(overlaps));
      check(label, (await page.title()).includes("owned") && !(await page.title()).includes("<script>") && "a script of the input ran");
      const ran = await page.evaluate(() => document.title === "owned");
      check(label, ran && "a script of the input ran");
      check(label, faults[0]);
      if (shots) await page.screenshot({ path: `${shots}/${name}-${size}-${colorScheme}-open.png`, fullPage: true });
      await context.close();
      await accessible(label, url, { viewport, colorScheme });
    }
  }
  const { context, page, faults } = await open(url, { viewport: DESKTOP });
  await keyboard(`${name} keyboard`, page);
  check(`${name} keyboard`, faults[0]);
  await context.close();
  await links(`${name} links`, url);
  const still = await open(url, { viewport: PHONE, javaScriptEnabled: false });
  const words = await still.page.locator("main").innerText();
  check(`${name} without scripts`, words.trim().length < 20 && "shows nothing");
  check(`${name} without scripts`, still.faults[0]);
  const folded = await still.page.locator("details.text > summary").count();
  if (folded) {
    const summary = still.page.locator("details.text > summary").first();
    if (!(await still.page.locator("details.text").first().getAttribute("open") !== null)) await summary.click();
    check(`${name} without scripts`, !(await still.page.locator("details.text .body").first().isVisible()) && "a text does not open");
  }
  await still.context.close();
  console.log(`seen ${name}`);
}
await close();
