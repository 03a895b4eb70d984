// On paper and on the wire: a group or a place is a report of two A4 pages, an overview a summary of one; a page weighs
// little.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inTabs } from './drawings.mjs';
import { build, files, launch, serve, sites } from './kit.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const pagesOf = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

for (const name of Object.keys(sites)) {
  describe(`${name}, printed`, () => {
    let out, server;
    before(async () => {
      out = build(name);
      server = await serve(out);
    });
    after(() => server.close());

    const ofKind = (kind) => files(out, '.html').filter((path) => readFileSync(path, 'utf8').includes(`<body class="p-${kind}">`));
    const printed = (paths, most) =>
      inTabs(browser, server.address, paths.map((path) => relative(out, path)), async (page) => {
        const count = pagesOf(await page.pdf({ preferCSSPageSize: true }));
        return count >= 1 && count <= most ? [] : [`prints on ${count} pages`];
      }, { tabs: 3 });

    test('an overview is a summary of one page, in every language', async () => {
      const overviews = ofKind('overview');
      assert.ok(overviews.length >= 1);
      assert.deepEqual(await printed(overviews, 1), []);
    });

    test('a group is a report of two pages, the longest ones in every language', async () => {
      const groups = ofKind('group').sort((a, b) => statSync(b).size - statSync(a).size);
      const some = process.env.FULL === '1' ? groups : groups.slice(0, 12);
      assert.deepEqual(await printed(some, 2), []);
    });

    test('a place is a report of two pages, the longest ones in every language', async () => {
      const places = ofKind('place').sort((a, b) => statSync(b).size - statSync(a).size);
      const some = process.env.FULL === '1' ? places : places.slice(0, 9);
      assert.deepEqual(await printed(some, 2), []);
    });

    test('paper shows what was found and advised, and no controls', async () => {
      const pages = [...ofKind('group'), ...ofKind('place')].sort((a, b) => statSync(b).size - statSync(a).size).slice(0, 6);
      const faults = await inTabs(browser, server.address, pages.map((path) => relative(out, path)), async (page) => {
        await page.emulateMedia({ media: 'print' });
        return page.evaluate(() => {
          const seen = (node) => node.getClientRects().length > 0;
          const gone = [...document.querySelectorAll('.fnd > li, .adv > li')].filter((node) => !seen(node)).map((node) => `${node.id} is not printed`);
          const left = [...document.querySelectorAll('form, .mast nav, .toc, button:not(.so), .skip')].filter(seen).map((node) => `${node.className} is printed`);
          return [...gone, ...left];
        });
      });
      assert.deepEqual(faults.slice(0, 10), []);
    });

    test('the group with most figures weighs under 100 KB with its stylesheet, in under 20 files', async () => {
      const figures = (path) => readFileSync(path, 'utf8').split('<figure ').length - 1;
      const groups = ofKind('group').sort((a, b) => figures(b) - figures(a));
      if (!groups.length) return;
      if (name === 'demonstration') assert.ok(figures(groups[0]) >= 8, `figures: ${figures(groups[0])}`);
      const page = await browser.newPage();
      const asked = new Map();
      page.on('response', async (response) => asked.set(response.url(), await response.body()));
      await page.goto(server.address + relative(out, groups[0]), { waitUntil: 'networkidle' });
      await page.close();
      const weight = [...asked.values()].reduce((sum, body) => sum + gzipSync(body).length, 0);
      assert.ok(weight < 100_000, `${weight} bytes`);
      assert.ok(asked.size < 20, `${asked.size} files`);
    });

    test('nothing moves while a page loads', async () => {
      const groups = ofKind('group').slice(0, 1).concat(ofKind('overview').slice(0, 1));
      const shifts = await inTabs(browser, server.address, groups.map((path) => relative(out, path)), async (page) => {
        const sum = await page.evaluate(() => new Promise((done) => {
          let total = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((entry) => (total += entry.value))).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(total), 300);
        }));
        return sum > 0 ? [`shifts by ${sum}`] : [];
      });
      assert.deepEqual(shifts, []);
    });
  });
}
