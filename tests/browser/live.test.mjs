// The live page: the server on loopback, the controls, the address.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessible, corridor, open, pictures, pointOf, printed, serve, silent, watched } from "./help.mjs";

let browser;
let server;
before(async () => {
  browser = await open();
  server = await serve();
});
after(async () => {
  await browser.close();
  server.stop();
});

/** Waits until the page shows an answer after something was done. */
const answered = async (page, done) => {
  const reply = page.waitForResponse((response) => response.url().includes("/page/answer"));
  await done();
  await (await reply).finished();
  await page.waitForFunction(() => !document.getElementById("live").classList.contains("asking"));
};
const lead = (page) => page.locator("#lead").innerText();
const question = (page) => new URL(page.url()).searchParams;

test("type-ahead in Cyrillic, a country closed on the map, and the back button", async () => {
  const { page, seen } = await watched(browser);
  await answered(page, () => page.goto(server.address));
  assert.equal(new URL(page.url()).hash, "", "the token does not stay in the address");
  assert.deepEqual([question(page).get("from"), question(page).get("to")], ["moscow", "mumbai"]);

  const from = page.getByRole("combobox", { name: "From" });
  await from.fill("Бак");
  const first = page.getByRole("option").first();
  await first.waitFor();
  assert.match(await first.innerText(), /Baku.*Баку/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await from.getAttribute("aria-activedescendant"), await first.getAttribute("id"));
  await answered(page, () => page.keyboard.press("Enter"));
  assert.equal(question(page).get("from"), "baku");
  assert.match(await page.title(), /^Baku to Mumbai/);

  const open = { lead: await lead(page), address: page.url(), table: await page.locator("#journey-title ~ .of").first().innerText() };
  assert.match(open.lead, /through.*Iran/);
  const iran = await pointOf(page, "path[data-k=IR]");
  await answered(page, () => page.mouse.click(iran.x, iran.y));
  assert.deepEqual(question(page).getAll("close"), ["IR"]);
  assert.doesNotMatch(await page.locator("#lead .lead").innerText(), /Iran/);
  assert.match(await lead(page), /What your changes do: \+\d/);
  assert.notEqual(await page.locator("#journey-title ~ .of").first().innerText(), open.table);
  assert.equal(await page.locator("path[data-k=IR].closed").count(), 1);
  assert.ok(await page.getByRole("button", { name: "Take away Iran" }).isVisible());

  await answered(page, () => page.goBack());
  assert.deepEqual([page.url(), await lead(page)], [open.address, open.lead]);
  assert.equal(await page.locator("path[data-k=IR].closed").count(), 0);
  await answered(page, () => page.goForward());
  await answered(page, () => page.getByRole("button", { name: "Take away Iran" }).click());
  assert.equal(await lead(page), open.lead);

  // A strait, too, with its place on the map.
  await answered(page, () => page.locator("#map .places .strait").first().dispatchEvent("click"));
  assert.equal(question(page).getAll("close").length, 1);

  assert.ok(seen.asked.every((address) => address.startsWith(server.origin) || address.startsWith("data:")), seen.asked.join("\n"));
  silent(seen);
});

test("three questions are answered without a manual", async () => {
  const { page, seen } = await watched(browser);
  await answered(page, () => page.goto(server.address));
  const follow = (name) => answered(page, () => page.getByRole("link", { name }).click());
  await follow("What does Rasht–Astara change?");
  assert.ok(await page.getByRole("checkbox", { name: "Rasht - Astara railway" }).isChecked());
  const saved = /What your changes do: (−[\d.]+) days/.exec(await lead(page));
  assert.ok(saved, await lead(page));
  await follow("What if Iran closes?");
  assert.match(await lead(page), /What your changes do: \+/);
  await follow("How does Nakhchivan get its goods?");
  assert.match(await lead(page), /Iran/);
  // The same by the command line.
  const json = JSON.parse(corridor("route", "Baku", "Nakhchivan", "--format", "json"));
  const days = (json.routes[0].totals.hours.central / 24).toFixed(1);
  assert.ok((await lead(page)).startsWith(`${days} days`), `${days} in ${await lead(page)}`);
  silent(seen);
});

test("date, links, aims and stops are part of the address, and the address is the question", async () => {
  const { context, page, seen } = await watched(browser);
  await answered(page, () => page.goto(server.address));
  await page.locator("summary", { hasText: "dated events" }).click();
  await answered(page, () => page.locator("#events button[data-day='2026-03-01']").first().click());
  assert.equal(question(page).get("as_of"), "2026-03-01");
  assert.match(await page.locator("#in-force").innerText(), /2026-03-01: \d+ closures/);
  const slider = page.getByRole("slider");
  await slider.focus();
  await answered(page, () => page.keyboard.press("ArrowRight"));
  assert.equal(question(page).get("as_of"), "2026-03-02");
  await answered(page, () => page.getByRole("radio", { name: "cost" }).check());
  await answered(page, () => page.getByRole("checkbox", { name: "South Araz corridor" }).check());
  const via = page.getByRole("combobox", { name: "By way of" });
  await via.fill("тегеран");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await answered(page, () => page.keyboard.press("Enter"));
  assert.equal(question(page).get("via"), "tehran");
  const shown = await lead(page);
  // Another tab needs the address alone: the browser has the token.
  const other = await context.newPage();
  await answered(other, () => other.goto(page.url()));
  assert.equal(await lead(other), shown);
  assert.ok(await other.getByRole("radio", { name: "cost" }).isChecked());
  assert.ok(await other.getByRole("checkbox", { name: "South Araz corridor" }).isChecked());
  assert.ok(await other.getByRole("button", { name: "Take away Tehran" }).isVisible());
  // The command that is shown gives the same report as a file.
  assert.match(await other.locator("#command").innerText(), /corridor report moscow mumbai --as-of 2026-03-02 --via tehran --by cost --with south-araz/);
  silent(seen);
});

test("who has no token gets no data, and is told what to do", async () => {
  const { page, seen } = await watched(browser);
  await page.goto(server.origin);
  const problem = page.getByRole("alert");
  await problem.waitFor();
  assert.match(await problem.innerText(), /token.*corridor serve/);
  assert.equal(await page.locator("#live").isVisible(), false);
  assert.doesNotMatch(await page.content(), /Tehran/);
  assert.ok(seen.said.every((line) => /401/.test(line)), seen.said.join("\n"));
});

test("every file can be had", async () => {
  const { page, seen } = await watched(browser, { acceptDownloads: true });
  await answered(page, () => page.goto(server.address));
  await page.locator("summary", { hasText: "Download" }).click();
  const buttons = page.locator("[data-file]");
  assert.ok((await buttons.count()) >= 12);
  for (const button of await buttons.all()) {
    const wanted = await button.getAttribute("data-file");
    const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
    assert.equal(file.suggestedFilename(), wanted);
    assert.ok(statSync(await file.path()).size > 1000, wanted);
  }
  silent(seen);
});

test("what is wrong is said in words, and hostile texts stay texts", async () => {
  const { page, seen } = await watched(browser);
  const hostile = "<img src=x onerror=alert(1)>";
  await page.goto(server.address);
  await page.goto(`${server.origin}/?from=${encodeURIComponent(hostile)}&to=mumbai&close=${encodeURIComponent(hostile)}`);
  const problem = page.getByRole("alert");
  await problem.waitFor();
  assert.ok((await problem.innerText()).includes("<img src=x"), await problem.innerText());
  assert.equal(await page.locator("img").count(), 0);
  await answered(page, () => page.goto(server.origin));
  await page.getByRole("combobox", { name: "From" }).fill("Мосва");
  await answered(page, () => page.keyboard.press("Enter"));
  assert.match(await problem.innerText(), /did you mean/);
  assert.ok(seen.said.every((line) => /422/.test(line)), seen.said.join("\n"));

  // The same from the data of others.
  const folder = join(mkdtempSync(join(tmpdir(), "corridor-")), "data");
  corridor("data", "export", folder);
  const file = join(folder, "places.geojson");
  writeFileSync(file, readFileSync(file, "utf8").replace('"Tehran"', JSON.stringify(`Tehran${hostile}</script><script>alert(2)</script>`)));
  const other = await serve("--data", folder);
  try {
    const { page, seen } = await watched(browser);
    await answered(page, () => page.goto(`${other.origin}/?from=moscow&to=tehran${new URL(other.address).hash}`));
    assert.ok((await page.locator("#title").innerText()).includes(hostile));
    await page.getByRole("combobox", { name: "From" }).fill("tehr");
    await page.getByRole("option").first().waitFor();
    assert.ok((await page.getByRole("option").first().innerText()).includes(hostile));
    assert.equal(await page.locator("img").count(), 0);
    silent(seen);
  } finally {
    other.stop();
  }
});

test("the live page fits a phone, prints, and a checker of accessibility finds nothing", async () => {
  const { page, seen } = await watched(browser, { bypassCSP: true });
  await answered(page, () => page.goto(server.address));
  await answered(page, () => page.getByRole("link", { name: "What if Iran closes?" }).click());
  await pictures(page, "live");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await accessible(browser, page, colorScheme);
  }
  await page.getByRole("combobox", { name: "To", exact: true }).fill("tehr");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await accessible(browser, page, "with names offered");
  await page.emulateMedia({ colorScheme: "light" });
  const pages = await printed(page, "live");
  assert.ok(pages > 2 && pages < 15, `${pages}`);
  silent(seen);
});

test("how long an answer takes after a click", async () => {
  const { page, seen } = await watched(browser);
  await answered(page, () => page.goto(server.address));
  const took = [];
  for (let i = 0; i < 20; i++) {
    took.push(
      await page.evaluate(
        () =>
          new Promise((done) => {
            const start = performance.now();
            new MutationObserver((_, observer) => {
              observer.disconnect();
              done(performance.now() - start);
            }).observe(document.getElementById("evidence"), { childList: true });
            document.querySelector("path[data-k=TR]").dispatchEvent(new MouseEvent("click", { bubbles: true }));
          }),
      ),
    );
  }
  took.sort((a, b) => a - b);
  console.log(`# click to answer on the page, 20 times: median ${took[10].toFixed(0)} ms, longest ${took[19].toFixed(0)} ms`);
  silent(seen);
});
