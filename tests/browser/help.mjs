// What the tests of the page share: the program, a browser, and what no page may do.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const PROGRAM = process.env.CORRIDOR ?? "target/debug/corridor";
// Pictures and figures for whoever wants to look.
export const SEEN = process.env.CORRIDOR_SEEN ?? "target/browser";
mkdirSync(SEEN, { recursive: true });

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const open = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

export const corridor = (...args) => execFileSync(PROGRAM, args, { encoding: "utf8", maxBuffer: 1 << 28 });

/** Starts the server, and gives the address of its page and what ends it. */
export const serve = async (...args) => {
  const child = spawn(PROGRAM, [...args, "serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((found, failed) => {
    let said = "";
    child.stdout.on("data", (piece) => {
      said += piece;
      const page = /^Page: (\S+)$/m.exec(said);
      if (page) found(page[1]);
    });
    child.on("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
  return { address, origin: new URL(address).origin, stop: () => child.kill("SIGINT") };
};

/** A page of which all that it loads and complains of is kept. */
export const watched = async (browser, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
  const page = await context.newPage();
  const seen = { asked: [], said: [] };
  page.on("request", (request) => seen.asked.push(request.url()));
  page.on("console", (message) => seen.said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.said.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    seen.said.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return { context, page, seen };
};

export const silent = (seen) => assert.deepEqual(seen.said, [], "the page complains of nothing and opens no dialog");

/** What a maintained checker finds against WCAG 2.2 AA and good practice. */
export const accessible = async (browser, page, what) => {
  // The policy of the page lets no other script run: the checker looks at a copy in a context that ignores it.
  const found = await page.evaluate(async (axe) => {
    (0, eval)(axe);
    const { violations } = await window.axe.run();
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" | ")}`);
  }, AXE);
  assert.deepEqual(found, [], what);
};

/** The page at three widths, light and dark, as pictures. */
export const pictures = async (page, name) => {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 820, 1400]) {
      await page.setViewportSize({ width, height: 1000 });
      await page.waitForTimeout(100);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${name} is ${overflow} px wider than ${width} px`);
      await page.screenshot({ path: `${SEEN}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1400, height: 1000 });
};

/** Number of A4 pages that it prints on. */
export const printed = async (page, name) => {
  const pdf = await page.pdf({ path: `${SEEN}/${name}.pdf`, format: "A4", margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" } });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
};

/** A point of the map where this part of it is on top. */
export const pointOf = (page, selector) =>
  page.evaluate((selector) => {
    const box = document.getElementById("map").getBoundingClientRect();
    for (let y = Math.max(box.top, 0) + 6; y < Math.min(box.bottom, innerHeight) - 6; y += 7) {
      for (let x = box.left + 6; x < box.right - 6; x += 7) {
        // Not at an edge of it: a hand is not so sure.
        const on = [[0, 0], [4, 0], [-4, 0], [0, 4], [0, -4]].every(([dx, dy]) => document.elementFromPoint(x + dx, y + dy)?.matches(selector));
        if (on) return { x, y };
      }
    }
    return null;
  }, selector);
