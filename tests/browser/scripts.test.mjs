// What scripts add: search, tables that sort, a list that narrows, links to copy. And that nothing needs them.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build, files, launch, root, serve } from './kit.mjs';

let browser, out, server, base;

before(async () => {
  // The site is served from a sub-path, as on a host that many share.
  const host = mkdtempSync(join(tmpdir(), 'commonweal-host-'));
  out = build('demonstration');
  cpSync(out, join(host, 'towns/river report'), { recursive: true });
  server = await serve(host);
  base = `${server.address}towns/river%20report/`;
  browser = await launch();
});
after(async () => {
  await browser.close();
  server.close();
});

// A page that remembers what it asked for and what it complained of.
const open = async (path, options = {}) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked = [];
  const said = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.goto(base + path);
  return { page, asked, said, close: () => context.close() };
};

const titles = (page) => page.locator('#hits .hit').allTextContents();

// Types into the search box of the page of a language, and waits for the answer.
const search = async (page, text) => {
  await page.locator('#q').fill(text);
  await page.waitForFunction((query) => new URLSearchParams(location.search).get('q') === query
    && /\d|^[^…]+$/u.test(document.getElementById('found').textContent), text);
  await page.waitForTimeout(100);
  return titles(page);
};

const names = (page) => page.locator('table.grp tbody th').evaluateAll((cells) => cells.map((cell) => cell.querySelector('a').textContent));

describe('search', () => {
  for (const [folder, query, title] of [
    ['', '夜跑', '河湾夜跑团'],
    ['', '跑团', '河湾夜跑团'],
    ['zh-Hant/', '園藝', '河畔園藝會'],
    ['zh-Hant/', '街坊', '舊埠街坊'],
    ['en/', 'gardeners', 'Riverside Gardeners'],
    ['en/', 'GARD', 'Riverside Gardeners'],
    ['en/', '园艺', 'Riverside Gardeners'],
    ['', 'night runners', '河湾夜跑团'],
  ]) {
    test(`${folder || 'zh-Hans/'} finds ${title} by ${query}`, async () => {
      const { page, asked, said, close } = await open(`${folder}search/index.html`);
      assert.deepEqual(asked.filter((url) => url.includes('/assets/search/')), [], 'nothing is asked for before use');
      const found = await search(page, query);
      assert.ok(found.includes(title), `${query}: ${found.join(' | ')}`);
      assert.ok(asked.some((url) => url.includes('/assets/search/')));
      assert.deepEqual(asked.filter((url) => !url.startsWith(base)), [], 'no request beyond the site');
      assert.deepEqual(said, []);
      assert.ok((await page.locator('#hits mark').count()) > 0, 'hits are marked');
      await page.locator('#hits .hit a', { hasText: title }).first().click();
      assert.match(await page.locator('h1').textContent(), new RegExp(title.slice(0, 4)));
      await close();
    });
  }

  test('a run of characters is found only where it stands whole', async () => {
    const { page, close } = await open('search/index.html');
    const texts = ['河湾夜跑团', '夜跑团'];
    for (const text of texts) assert.deepEqual((await search(page, text)).includes('河湾夜跑团'), true, text);
    assert.deepEqual(await search(page, '跑团夜河'), []);
    assert.equal(await page.locator('#lists').isVisible(), true, 'the lists come back where nothing is found');
    await close();
  });

  test('the box on every page leads to the answer, by keyboard alone', async () => {
    const { page, asked, said, close } = await open('en/riverbend/night-runners/index.html');
    await page.locator('#find').focus();
    assert.deepEqual(asked.filter((url) => url.includes('search')), [], 'nothing is asked for by a page that is read');
    await page.keyboard.type('choir');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search\/index\.html\?q=choir/);
    await page.locator('#hits .hit').first().waitFor();
    assert.ok((await titles(page)).includes('Ferry Landing Choir'));
    await page.locator('#q').focus();
    for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.closest('#hits') !== null), true);
    assert.deepEqual(said, []);
    await close();
  });

  test('more than ten pages are shown ten at a time', async () => {
    const { page, close } = await open('en/search/index.html');
    await search(page, 'group');
    assert.equal((await titles(page)).length, 10);
    await page.locator('#more').click();
    await page.waitForFunction(() => document.querySelectorAll('#hits .hit').length > 10);
    assert.equal(await page.evaluate(() => [...document.querySelectorAll('#hits .hit a')].indexOf(document.activeElement)), 10);
    await close();
  });

  test('no cell of a table and no withheld number is in the index', () => {
    const folder = join(out, 'assets/search/en');
    const plain = (markup) => markup.replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/\s+/g, ' ');
    let tables = 0;
    for (const name of readdirSync(folder).filter((name) => name.startsWith('p'))) {
      for (const record of JSON.parse(readFileSync(join(folder, name), 'utf8'))) {
        const page = readFileSync(join(out, 'en', record[0], 'index.html'), 'utf8');
        const shown = plain(page);
        // Every word of the index stands on the page it leads to, or stands there at the end of an item, which the index
        // marks.
        const [told, items] = [shown, plain(page.replace(/<\/?(?:li|dd|dt)\b[^>]*>/g, '¦'))].map((text) => text.replace(/ /g, ''));
        for (const word of record[6].split(/\s+/)) assert.ok(told.includes(word) || items.includes(word.replace(/[;:]$/, '¦')), `${record[0]}: ${word}`);
        // Nothing of a table or a figure does: neither what it is called nor what stands in it.
        const parts = [...page.matchAll(/<caption>(.*?)<\/caption>|<figcaption><h3>(.*?)<\/h3>|<p class="fd">(.*?)<\/p>/gs)];
        for (const [, ...texts] of parts) {
          const text = texts.find(Boolean).replace(/<[^>]+>/g, '');
          // A caption of one word is a word like any other.
          if (text.length < 30) continue;
          assert.ok(!record[6].includes(text), `${record[0]}: ${text}`);
        }
        tables += page.split('<caption>').length - 1;
      }
    }
    assert.ok(tables > 50, `${tables} tables were looked at`);
  });

  test('files are small, and the ways in hold the words in order', () => {
    for (const path of files(join(out, 'assets/search'), '.json')) {
      const bytes = readFileSync(path);
      assert.ok(bytes.length < 100_000, `${path}: ${bytes.length} bytes`);
      JSON.parse(bytes);
    }
  });

  test('without scripts the page leads to every place and to the list, which is complete', async () => {
    const { page, close } = await open('en/search/index.html', { javaScriptEnabled: false });
    assert.equal(await page.locator('#search').isVisible(), false);
    assert.equal(await page.locator('#lists a[href$="groups/index.html"]').isVisible(), true);
    assert.ok((await page.locator('#lists .tree a').count()) >= 5);
    await page.locator('#lists a[href$="groups/index.html"]').click();
    const rows = readFileSync(join(out, 'data/groups.csv'), 'utf8').trim().split('\r\n').length - 1;
    assert.equal((await names(page)).length, rows);
    assert.equal(await page.locator('#filter').isVisible(), false);
    assert.equal(await page.locator('.so').count(), 0);
    await close();
  });

  test('where the index cannot be read the page says so and shows the lists', async () => {
    const { page, close } = await open('en/search/index.html');
    await page.route('**/assets/search/**', (route) => route.abort());
    await page.locator('#q').fill('runners');
    await page.waitForFunction(() => document.getElementById('found').textContent.includes('web server'));
    assert.equal(await page.locator('#lists').isVisible(), true);
    await close();
  });
});

describe('tables', () => {
  test('a head sorts up, down, and back to the order of the page, by keyboard', async () => {
    const { page, said, close } = await open('en/groups/index.html');
    const given = await names(page);
    const head = page.locator('table.grp thead th').first();
    await head.locator('button').focus();
    await page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    const collator = new Intl.Collator('en', { numeric: true });
    assert.deepEqual(await names(page), [...given].sort(collator.compare));
    await page.keyboard.press('Space');
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    assert.deepEqual(await names(page), [...given].sort((a, b) => collator.compare(b, a)));
    await page.keyboard.press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), null);
    assert.deepEqual(await names(page), given);
    assert.deepEqual(said, []);
    await close();
  });

  test('numbers sort as numbers, and what has none stands last both ways', async () => {
    const { page, close } = await open('zh-Hant/groups/index.html');
    const members = () => page.locator('table.grp tbody tr').evaluateAll((rows) => rows.map((row) => row.querySelector('td.r').textContent.trim()));
    const button = page.locator('table.grp thead th.r button');
    for (const down of [true, false]) {
      await button.click();
      const all = await members();
      const numbers = all.filter((text) => /^\d/.test(text)).map((text) => Number(text.replace(/\D/g, '')));
      assert.deepEqual(numbers, [...numbers].sort((a, b) => (down ? b - a : a - b)));
      assert.match(all.at(-1), /^\[c\]/);
    }
    await page.locator('table.grp thead th').nth(1).locator('button').click();
    const marks = await page.locator('table.grp tbody td.gr-c').allTextContents();
    assert.match(marks[0].trim(), /^A/);
    await close();
  });

  test('Chinese names sort as the language does', async () => {
    const { page, close } = await open('groups/index.html');
    await page.locator('table.grp thead th').first().locator('button').click();
    const sorted = await names(page);
    const own = await page.evaluate((list) => [...list].sort(new Intl.Collator('zh-Hans', { numeric: true }).compare), sorted);
    assert.deepEqual(sorted, own);
    await close();
  });
});

describe('the list of groups', () => {
  test('narrows by type, grade, place and name, and opens again', async () => {
    const { page, said, close } = await open('en/groups/index.html');
    const all = await names(page);
    const settled = async () => {
      await page.waitForTimeout(300);
      return names(page);
    };
    await page.locator('#f-type').selectOption('industry');
    const industry = await settled();
    assert.ok(industry.length > 0 && industry.length < all.length);
    assert.match(await page.locator('#narrowed').textContent(), new RegExp(`^${industry.length} `));
    await page.locator('#f-grade').selectOption('E');
    assert.deepEqual(await settled(), ['Precision Machining Forum']);
    await page.locator('#filter button').click();
    assert.deepEqual(await settled(), all);
    await page.locator('#f-place').selectOption('riverbend/old-quay');
    assert.deepEqual(await settled(), ['Old Quay Neighbours', 'Old Quay Night Market Stallholders']);
    await page.locator('#f-text').fill('NIGHT');
    assert.deepEqual(await settled(), ['Old Quay Night Market Stallholders']);
    await page.locator('#f-text').fill('zzz');
    assert.deepEqual(await settled(), []);
    assert.match(await page.locator('#narrowed').textContent(), /No group fits/);
    assert.deepEqual(said, []);
    await close();
  });
});

describe('small things', () => {
  test('all folds open and close together', async () => {
    const { page, close } = await open('en/riverbend/night-runners/index.html');
    const open_ = () => page.locator('main details').evaluateAll((folds) => folds.filter((fold) => fold.open).length);
    const all = await page.locator('main details').count();
    const button = page.locator('button[data-folds]');
    const label = await button.textContent();
    await button.click();
    assert.equal(await open_(), all);
    assert.notEqual(await button.textContent(), label);
    await button.click();
    assert.equal(await open_(), 0);
    await close();
  });

  test('the link to a heading is copied', async () => {
    const { page, said, close } = await open('en/riverbend/night-runners/index.html', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('h2 > .cp').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.say')?.textContent);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${base}en/riverbend/night-runners/index.html#q1`);
    assert.deepEqual(said, []);
    await close();
  });

  test('scripts move nothing', async () => {
    for (const path of ['en/groups/index.html', 'index.html', 'en/search/index.html?q=runners', 'zh-Hant/riverbend/index.html']) {
      const { page, close } = await open(path, { viewport: { width: 360, height: 740 } });
      const moved = await page.evaluate(() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 800);
      }));
      assert.ok(moved < 0.001, `${path}: ${moved}`);
      await close();
    }
  });

  test('all scripts together stay under 15 KB gzipped', () => {
    const folder = join(root, 'templates/assets');
    const sizes = readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => gzipSync(readFileSync(join(folder, name))).length);
    assert.ok(sizes.length >= 3);
    const sum = sizes.reduce((a, b) => a + b);
    assert.ok(sum < 15_000, `${sum} bytes`);
  });
});
