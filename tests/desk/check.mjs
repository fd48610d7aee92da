// Uses the desk in Chromium as a newsroom would: looks at every page at two
// widths and in both colour schemes, then reads, searches and corrects.
import { DESKTOP, PHONE, accessible, check, close, open, overlaps, tooWide } from "../page/browser.mjs";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";

const base = process.argv[2].replace(/\/$/, "");
const shots = process.env.SHOTS && resolve(process.env.SHOTS);
if (shots) await mkdir(shots, { recursive: true });

const ours = (asked) => asked.startsWith(`${base}/`);
const visit = (path, options) => open(base + path, { viewport: DESKTOP, ...options }, ours);
const rows = async (what) => (await (await fetch(`${base}/api/v1/${what}?limit=200`)).json()).rows;

const stories = await rows("stories");
const articles = await rows("articles");
const statements = await rows("statements");
const speakers = await rows("entities");
const outlets = await rows("outlets");
const port = stories.reduce((a, b) => (b.articles > a.articles ? b : a));
const hostile = articles.find((article) => article.title?.includes("<script>"));
const quoted = (name) => `/outlets/${encodeURIComponent(name)}`;

const pages = {
  stories: "/",
  narrowed: "/?words=port&least=2&order=articles",
  story: `/stories/${port.key}`,
  "hostile story": `/stories/${hostile.story}`,
  compare: `/stories/${port.key}/compare?outlet=Strait+Times&outlet=Veld+Courier&outlet=Kest+News+Agency`,
  statements: "/statements",
  statement: `/statements/${statements[0].key}`,
  speakers: "/speakers",
  speaker: `/speakers/${speakers.find((speaker) => speaker.name === "Ilse Marant").key}`,
  outlets: "/outlets",
  outlet: quoted("The Harbour Post"),
  "hostile outlet": quoted(outlets.find((outlet) => outlet.name.includes("<script>")).name),
  article: `/articles/${articles.find((article) => article.story === port.key && article.outlet === "The Harbour Post").key}`,
  "hostile article": `/articles/${hostile.key}`,
  search: "/search?q=port",
  "no search": "/search",
  corrections: "/corrections",
  runs: "/runs",
  run: "/runs/1",
  help: "/help",
};

/** Each page as different readers meet it. */
async function looks() {
  for (const [name, path] of Object.entries(pages)) {
    for (const [size, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
      for (const colorScheme of ["light", "dark"]) {
        const label = `${name} ${size} ${colorScheme}`;
        const { context, page, faults } = await visit(path, { viewport, colorScheme, hasTouch: size === "phone" });
        check(label, await page.evaluate(tooWide));
        if (shots) await page.screenshot({ path: `${shots}/${name.replace(" ", "-")}-${size}-${colorScheme}.png`, fullPage: true });
        await page.evaluate(() => { for (const node of document.querySelectorAll("details")) node.open = true; });
        check(label, await page.evaluate(tooWide));
        check(label, await page.evaluate(overlaps));
        check(label, (await page.title()) === "owned" && "a script of an article ran");
        check(label, faults[0]);
        await context.close();
        if (size === "desktop" || colorScheme === "light") {
          await accessible(label, base + path, { viewport, colorScheme }, ours);
        }
      }
    }
    console.log(`seen ${name}`);
  }
}

/** Every page without scripts, and printed. */
async function plainly() {
  for (const [name, path] of Object.entries(pages)) {
    const { context, page, faults } = await visit(path, { javaScriptEnabled: false });
    check(`${name} without scripts`, (await page.locator("main").innerText()).trim().length < 15 && "shows nothing");
    check(`${name} without scripts`, (await page.locator("[data-toggle-theme]").isVisible()) && "offers what it cannot do");
    await page.emulateMedia({ media: "print" });
    check(`${name} printed`, (await page.locator(".bar nav").isVisible()) && "prints the places of the desk");
    check(`${name} without scripts`, faults[0]);
    await context.close();
  }
}

/** By keyboard alone: to the search, through the rows, into one, and back. */
async function keys() {
  const name = "keyboard";
  const { context, page, faults } = await visit("/");
  await page.keyboard.press("/");
  check(name, (await page.evaluate(() => document.activeElement.id)) !== "search" && "/ does not lead to the search box");
  await page.keyboard.type("port speaker:Marant");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search[?]q=/);
  check(name, (await page.locator("mark").count()) === 0 && "the search marks nothing");
  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.getAttribute("href"));
  check(name, (!first || first === second) && `j leads from ${first} to ${second}`);
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${first}`);
  await page.goBack();
  check(name, !page.url().includes("/search?q=port") && "going back loses the search");
  for (const [key, path] of [["s", "/"], ["t", "/statements"], ["p", "/speakers"], ["o", "/outlets"], ["c", "/corrections"], ["r", "/runs"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.waitForURL(base + path, { timeout: 5000 }).catch(() => check(name, `g ${key} does not lead to ${path}`));
  }
  await page.keyboard.press("?");
  await page.waitForURL(`${base}/help`);
  // Typing is typing.
  await page.keyboard.press("/");
  await page.keyboard.type("go jk?");
  check(name, (await page.inputValue("#search")) !== "go jk?" && "keys typed into the search are lost");
  check(name, faults[0]);
  await context.close();
  for (const at of ["stories", "story", "article", "compare", "outlets"]) await tabs(at);
  console.log("used by keyboard");
}

/** Tab reaches every link and field of a page, and shows where it is. */
async function tabs(name) {
  const { context, page } = await visit(pages[name]);
  const wanted = await page.evaluate(() => [...document.querySelectorAll("main a[href]")].filter((link) => link.checkVisibility() && !link.closest(".card")).length);
  const reached = new Set();
  for (let step = 0; step < 600; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return null;
      node.dataset.reached ??= String(Math.random());
      const box = node.getBoundingClientRect();
      return { id: node.dataset.reached, seen: box.width > 0, link: node.tagName.toLowerCase() === "a" && Boolean(node.closest("main")) };
    });
    if (!at) break;
    check(`${name} by tab`, !at.seen && "stops at something that is not shown");
    if (at.link) reached.add(at.id);
  }
  check(`${name} by tab`, reached.size < wanted && `reaches ${reached.size} of ${wanted} links`);
  await context.close();
}

/** Links into texts open them at the words; any words have an address. */
async function deep() {
  const { context, page, faults } = await visit(pages.story);
  const links = await page.evaluate(() => [...new Set([...document.querySelectorAll('a.claim[href^="/articles/"]')].map((link) => link.getAttribute("href")))]);
  check("deep links", links.length < 8 && `only ${links.length} links lead into texts`);
  const shown = () => {
    const node = document.getElementById(location.hash.slice(1));
    const box = (node?.nextElementSibling ?? node)?.getBoundingClientRect();
    return Boolean(box && box.top < innerHeight && box.bottom > 0);
  };
  for (const link of links.slice(0, 12)) {
    await page.goto(base + link);
    check("deep links", !(await page.evaluate(shown)) && `${link} does not show its words`);
  }
  await page.goto(`${base}${pages.article}?words=10-30#shown`);
  check("deep links", (await page.locator(".shown").count()) === 0 && "words of an address are not lit");
  await page.goto(base + pages.narrowed);
  check("deep links", (await page.inputValue("#words")) !== "port" && "a filter of an address is not in its field");
  await page.fill("#words", "");
  await page.fill("#least", "5");
  await page.click(".filters button");
  check("deep links", (new URL(page.url())).searchParams.get("least") !== "5" && "a filter does not stand in the address");
  check("deep links", (new URL(page.url())).searchParams.has("words") && "an empty field stands in the address");
  check("deep links", (await page.locator(".rows .headline").count()) !== 1 && "the filter does not narrow");
  check("deep links", faults[0]);
  await context.close();
}

/** The choice of colours is kept from page to page. */
async function colours() {
  const { context, page, faults } = await visit("/", { colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.click("[data-toggle-theme]");
  const dark = await paper();
  check("colours", light === dark && "the choice changes nothing");
  await page.goto(`${base}/speakers`);
  check("colours", (await paper()) !== dark && "the choice is lost on the next page");
  await page.click("[data-toggle-theme]");
  check("colours", (await paper()) !== light && "there is no way back");
  check("colours", faults[0]);
  await context.close();
}

/** From a click to the log to the changed record, and back again. */
async function corrects() {
  const name = "correction";
  const { context, page, faults } = await visit(pages.article);
  const row = page.locator(".attributions > li", { hasText: "Dora Linnet" }).first();
  await row.locator("summary").click();
  const form = row.locator("form", { has: page.locator('input[value="speaker"]') });
  await form.locator('input[name="name"]').fill("Wanda Reth");
  await form.locator('input[name="author"]').fill("Pia Holm");
  await form.locator('input[name="reason"]').fill("as the recording has it");
  await form.locator("button").click();
  await page.waitForURL(/[?]done=/);
  check(name, !(await page.locator(".done").innerText()).includes("in the record") && "nothing says that it was made");
  check(name, (await page.locator(".attributions .set", { hasText: "set by Pia Holm" }).count()) === 0 && "what a person set does not look so");
  await page.goto(base + pages.story);
  check(name, (await page.locator(".statement", { hasText: "Wanda Reth" }).count()) === 0 && "the story does not change");
  check(name, (await page.locator(".statement", { hasText: "Dora Linnet" }).count()) > 0 && "the story keeps the speaker");
  await page.goto(`${base}/search?q=in:speakers+Reth`);
  check(name, !(await page.locator("main").innerText()).includes("Wanda Reth") && "the search does not find the new speaker");
  await page.goto(`${base}/corrections`);
  const entry = page.locator(".log > li").first();
  const told = await entry.innerText();
  check(name, !(told.includes("Wanda Reth") && told.includes("Pia Holm") && told.includes("as the recording has it")) && `the log says ${told}`);
  await entry.locator("summary").click();
  check(name, (await entry.locator('input[name="author"]').inputValue()) !== "Pia Holm" && "who corrects is asked again");
  await entry.locator('input[name="reason"]').fill("misheard");
  await entry.locator("button").click();
  await page.waitForURL(/[?]done=/);
  check(name, !(await page.locator(".log").innerText()).includes("Undone by") && "the log does not tell of the undoing");
  await page.goto(base + pages.story);
  check(name, (await page.locator(".statement", { hasText: "Dora Linnet" }).count()) === 0 && "undoing does not bring the speaker back");
  check(name, faults[0]);
  await context.close();
  console.log("corrected and undone");
}

/** What an article holds never runs, wherever it is clicked. */
async function harmless() {
  const { context, page, faults } = await visit(pages["hostile article"]);
  for (const link of await page.evaluate(() => [...document.querySelectorAll("main a[href]")].map((a) => a.href))) {
    check("hostile article", !/^https?:\/\//.test(link) && `a link leads to ${link}`);
  }
  await page.hover(".body");
  await page.goto(`${base}${pages["hostile article"]}/original?show=text`);
  check("hostile article", (await page.title()) === "owned" && "a script of the original ran");
  check("hostile article", (await page.locator("script").count()) > 0 && "the original is shown as a page");
  await page.goto(`${base}/search?q=${encodeURIComponent('"><script>document.title="owned"</script>')}`).catch(() => {});
  check("hostile query", (await page.title()) === "owned" && "a script of a query ran");
  check("hostile article", faults.find((fault) => !/status of 400|sandbox/i.test(fault)));
  await context.close();
}

await looks();
await plainly();
await keys();
await deep();
await colours();
await harmless();
await corrects();
await close();
