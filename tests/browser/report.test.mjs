// The report: one file that opens from disk with the network off.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { accessible, corridor, open, pictures, pointOf, printed, silent, watched } from "./help.mjs";

let browser;
const folder = mkdtempSync(join(tmpdir(), "corridor-"));
const report = (...args) => {
  const file = join(folder, "report.html");
  corridor("report", ...args, "-o", file);
  return pathToFileURL(file).href;
};
before(async () => (browser = await open()));
after(() => browser.close());

test("a report from disk, with the network off, loads nothing and answers to hand, keys and pointer", async () => {
  const address = report("Moscow", "Mumbai");
  const { page, seen } = await watched(browser, { offline: true });
  await page.goto(address);
  assert.deepEqual(seen.asked, [address]);
  assert.match(await page.locator(".lead").innerText(), /^\d+\.\d days .* USD .* km/);

  // One scenario at a time: text, chart and map.
  const shown = () => page.locator("#journey-title ~ .of:visible").getAttribute("data-scenario");
  assert.equal(await shown(), "0");
  const shut = () => page.locator("#map .net .shut").count();
  const before = await shut();
  await page.getByRole("radio", { name: /Hormuz/ }).check();
  assert.equal(await shown(), "3");
  assert.equal(await page.locator("#map .ways:not(.away)").getAttribute("data-scenario"), "3");
  assert.ok((await shut()) > before, "more is shut with the strait");

  // Keys, hand, names.
  const view = async () => (await page.locator("#map").getAttribute("viewBox")).split(" ").map(Number);
  const still = () => page.waitForTimeout(80);
  await page.locator("#map").focus();
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowLeft");
  await still();
  const near = await view();
  assert.ok(near[2] < 960 && near[2] > 500, `${near}`);
  const iran = await pointOf(page, "path[data-k=IR]");
  await page.mouse.move(iran.x, iran.y);
  assert.equal(await page.locator("#told").innerText(), "Iran");
  await page.mouse.down();
  await page.mouse.move(iran.x + 80, iran.y + 40, { steps: 4 });
  await page.mouse.up();
  await still();
  assert.ok((await view())[0] < near[0], "dragged");
  await page.getByRole("button", { name: "Whole way" }).click();
  await still();
  assert.deepEqual(await view(), [0, 0, 960, 640]);
  await page.locator("#map .layers summary").or(page.locator(".layers summary")).first().click();
  await page.getByLabel("planned").uncheck();
  assert.equal(await page.locator("#map .net .planned").first().isVisible(), false);
  silent(seen);
});

test("a report prints on A4, fits a phone, and a checker of accessibility finds nothing", async () => {
  const { page, seen } = await watched(browser, { bypassCSP: true });
  await page.goto(report("Baku", "Nakhchivan", "--scenario", "south-araz,tripp,iran-closed-to-transit"));
  await pictures(page, "report");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await accessible(browser, page, colorScheme);
  }
  await page.emulateMedia({ colorScheme: "light" });
  const pages = await printed(page, "report");
  assert.ok(pages > 2 && pages < 15, `${pages}`);
  silent(seen);
});

test("a report without script says the same", async () => {
  const { page } = await watched(browser, { javaScriptEnabled: false });
  await page.goto(report("Moscow", "Mumbai"));
  assert.match(await page.locator(".lead").innerText(), /days/);
  assert.equal(await page.locator("h3.which:visible").count() > 4, true, "every scenario stands under its title");
});

test("a network of 10,000 lines opens from disk and moves", async () => {
  // A net of 71 x 71 nodes, 4 degrees wide.
  const side = 71;
  const at = (i) => (50 + (4 * i) / side).toFixed(5);
  const name = (x, y) => `n${x}-${y}`;
  const nodes = ["id,lat,lon"];
  const edges = ["from,to,length_km"];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      nodes.push(`${name(x, y)},${at(y) - 15},${at(x)}`);
      if (x + 1 < side) edges.push(`${name(x, y)},${name(x + 1, y)},${5 + ((x * 7 + y * 3) % 5)}`);
      if (y + 1 < side) edges.push(`${name(x, y)},${name(x, y + 1)},${5 + ((x * 5 + y * 11) % 5)}`);
    }
  }
  const nodesFile = join(folder, "nodes.csv");
  const edgesFile = join(folder, "edges.csv");
  writeFileSync(nodesFile, nodes.join("\n"));
  writeFileSync(edgesFile, edges.join("\n"));
  const address = report("--network", edgesFile, "--nodes", nodesFile, name(3, 3), name(66, 60), "--by", "distance");
  const { page, seen } = await watched(browser, { offline: true });
  const start = performance.now();
  await page.goto(address);
  const loaded = performance.now() - start;
  const lines = await page.locator("#map .net path").count();
  assert.ok(lines > 9900, `${lines}`);
  // Frames while a hand moves the map.
  const box = await page.locator("#map").boundingBox();
  const [x, y] = [box.x + box.width / 2, Math.min(box.y + box.height / 2, 900)];
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const next = (now) => {
      window.frames_.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < 60; i++) await page.mouse.move(x + i * 3, y + i, { steps: 1 });
  await page.mouse.up();
  const frames = (await page.evaluate(() => window.frames_)).sort((a, b) => a - b);
  const share = (part) => frames[Math.floor((frames.length - 1) * part)].toFixed(0);
  console.log(`# ${lines} lines: opened in ${loaded.toFixed(0)} ms; ${frames.length} frames while moved, median ${share(0.5)} ms, 95 % within ${share(0.95)} ms`);
  silent(seen);
});
