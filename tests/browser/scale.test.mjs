// A site of hundreds of groups in places of three levels: what is spread over many pages is still found, counted
// truthfully, and light.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, files, launch, program, serve } from './kit.mjs';
import { large } from './large.mjs';

const GROUPS = 600;
const ON_A_PAGE = 100;
const names = (page) => page.locator('table.grp tbody th > a').allTextContents();
const status = (page) => page.locator('#narrowed').textContent();
const settle = (page) => page.waitForFunction(() => /\d/.test(document.getElementById('narrowed').textContent));

describe('a large site', () => {
  let browser, out, server, groups;

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'commonweal-large-'));
    large(join(folder, 'site'), GROUPS, 80);
    out = join(folder, 'public');
    execFileSync(program, ['build', join(folder, 'site'), '--out', out, '--quiet'], { stdio: 'inherit' });
    const [head, ...rows] = readFileSync(join(out, 'data/groups.csv'), 'utf8').trim().split('\r\n').map((row) => row.split(','));
    groups = rows.map((row) => Object.fromEntries(head.map((key, at) => [key, row[at]])));
    assert.equal(groups.length, GROUPS);
    server = await serve(out);
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  const open = async (path, options = {}) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const asked = [];
    const said = [];
    page.on('request', (request) => asked.push(request.url().slice(server.address.length)));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(server.address + path);
    return { page, asked, said, close: () => context.close() };
  };

  test('without scripts the pages of the list lead from one to the next and hold every group once', async () => {
    const { page, close } = await open('groups/index.html', { javaScriptEnabled: false });
    const seen = [];
    for (let number = 1; ; number++) {
      const here = await names(page);
      assert.equal(here.length, ON_A_PAGE);
      assert.match(await page.locator('#range').textContent(), new RegExp(`Groups ${seen.length + 1} to ${seen.length + 100} of 600`));
      seen.push(...here);
      assert.equal(await page.locator('nav.pages [aria-current=page]').textContent(), String(number));
      const next = page.locator('nav.pages a[rel=next]');
      if ((await next.count()) === 0) break;
      await next.click();
    }
    assert.deepEqual(seen, groups.map((group) => group.name));
    await close();
  });

  test('sorting covers all pages, also by a column that has nothing on this page', async () => {
    const { page, said, close } = await open('groups/3/index.html');
    await page.locator('table.grp thead th', { hasText: 'Members' }).locator('button').click();
    await settle(page);
    assert.match(await status(page), /^600 /);
    const members = groups.map((group) => Number(group.members_end)).sort((a, b) => b - a);
    const shown = await page.locator('table.grp tbody td.r').allTextContents();
    assert.deepEqual(shown.map(Number), members.slice(0, ON_A_PAGE));
    assert.equal(await page.locator('nav.pages').isVisible(), false, 'the pages are not those of this order');
    await page.locator('#more').click();
    assert.equal((await names(page)).length, 2 * ON_A_PAGE);
    await page.locator('table.grp thead th', { hasText: 'Grade' }).locator('button').click();
    const first = groups.filter((group) => group.grade === 'A').length;
    await page.waitForFunction((n) => [...document.querySelectorAll('td.gr-c b')].filter((cell) => cell.textContent === 'A').length === n, Math.min(first, ON_A_PAGE));
    assert.deepEqual(said, []);
    await close();
  });

  test('narrowing covers all pages and every place a group lies in, from any page, and can be passed on', async () => {
    const within = (path) => groups.filter((group) => group.place.startsWith(path));
    const { page, said, asked, close } = await open('groups/2/index.html');
    assert.equal(asked.filter((path) => path.includes('groups/')).length, 1, 'no other page is asked for before use');
    await page.locator('#f-text').fill('birch province');
    await settle(page);
    assert.match(await status(page), new RegExp(`^${within('birch/').length} `));
    assert.equal((await names(page))[0], within('birch/')[0].name);
    await page.locator('#f-text').fill('');
    await page.locator('#f-place').selectOption('birch/city-2');
    await page.locator('#f-type').selectOption('industry');
    const wanted = within('birch/city-2').filter((group) => group.type === 'industry');
    await page.waitForFunction((n) => document.getElementById('narrowed').textContent.startsWith(`${n} `), wanted.length);
    assert.deepEqual(await names(page), wanted.map((group) => group.name));
    const address = page.url();
    assert.deepEqual(said, []);
    await close();
    const again = await open(address.slice(server.address.length));
    await settle(again.page);
    assert.deepEqual(await names(again.page), wanted.map((group) => group.name), 'the address says what was asked for');
    await again.close();
  });

  test('where the other pages cannot be read the list says that only this one is searched', async () => {
    const { page, close } = await open('groups/2/index.html');
    await page.route('**/groups/**', (route) => route.abort());
    await page.locator('#f-text').fill('singers');
    await page.waitForFunction(() => document.getElementById('narrowed').textContent.includes('only this page'));
    const own = groups.slice(ON_A_PAGE, 2 * ON_A_PAGE).filter((group) => group.name.includes('Singers'));
    assert.deepEqual(await names(page), own.map((group) => group.name));
    assert.equal(await page.locator('nav.pages').isVisible(), true);
    await close();
  });

  test('“and more” leads to exactly the groups that are meant', async () => {
    const { page, said, close } = await open('index.html');
    const links = await page.locator('a[href*="groups/index.html?"]').evaluateAll((all) => all.map((link) => {
      const row = link.closest('tr');
      const number = row?.querySelector('td.num.r')?.textContent ?? (/^\d+$/.test(link.textContent) ? link.textContent : null);
      return { href: link.href, number };
    }));
    const counted = links.filter((link) => link.number);
    assert.ok(counted.length >= 4, `links with a number beside them: ${counted.length}`);
    for (const { href, number } of counted) {
      await page.goto(href);
      await settle(page);
      assert.equal((await status(page)).match(/\d+/)[0], number, href);
    }
    await page.goto(`${server.address}groups/index.html?grade=low`);
    await settle(page);
    const low = groups.filter((group) => /[DE]$/.test(group.grade));
    assert.equal((await status(page)).match(/\d+/)[0], String(low.length), 'those that the overview calls the lowest');
    assert.deepEqual(said, []);
    await close();
  });

  test('a place too deep to be chosen is still what a link can ask for', async () => {
    const { page, close } = await open('groups/index.html?place=amber%2Fcity-1%2Fdistrict-2');
    await settle(page);
    const wanted = groups.filter((group) => group.place === 'amber/city-1/district-2');
    assert.deepEqual(await names(page), wanted.map((group) => group.name));
    assert.match(await page.locator('#f-place option:checked').textContent(), /District 2 of Amber 1/);
    await close();
  });

  test('the tree of places leads to every group in it', async () => {
    const { page, close } = await open('groups/index.html', { javaScriptEnabled: false });
    await page.locator('#by-place > summary').click();
    const trail = ['Birch Province', 'Birch City 3', 'District 4 of Birch 3'];
    const links = page.locator('#by-place .tree a');
    const districts = new Set(groups.map((group) => group.place));
    assert.equal(await links.count(), districts.size + 2 + 6);
    // A closed fold shows its places once it is opened.
    for (const name of trail.slice(0, -1)) await page.locator('.tree li', { has: page.locator(':scope > a', { hasText: name }) }).locator(':scope > details:not([open]) > summary').click().catch(() => {});
    await page.locator('.tree a', { hasText: trail.at(-1) }).click();
    assert.deepEqual(await page.locator('.crumb a').allTextContents(), ['Overview', ...trail.slice(0, -1)]);
    const here = groups.filter((group) => group.place === 'birch/city-3/district-4');
    assert.deepEqual(await names(page), here.map((group) => group.name));
    await close();
  });

  test('a rare word and a rare pair of characters are found by a few small files', async () => {
    for (const [folder, query] of [['', 'xylophone'], ['zh-Hans/', '木琴'], ['zh-Hans/', '一架木琴']]) {
      const { page, asked, said, close } = await open(`${folder}search/index.html`);
      assert.deepEqual(asked.filter((path) => path.startsWith('assets/search/')), []);
      await page.locator('#q').fill(query);
      await page.locator('#hits .hit').first().waitFor();
      assert.equal(await page.locator('#hits .hit').count(), 1);
      assert.match(await page.locator('#hits .hit a').first().getAttribute('href'), /group-00500/);
      const index = asked.filter((path) => path.startsWith('assets/search/'));
      const sizes = index.map((path) => gzipSync(readFileSync(join(out, path))).length);
      const sum = sizes.reduce((a, b) => a + b, 0);
      assert.ok(sum < 150_000, `${query}: ${index.length} files, ${sum} bytes gzipped`);
      assert.deepEqual(said, []);
      await close();
    }
  });

  test('opened as a file, the pages lead on, one page of the list sorts and says so, and the search shows its lists', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const beyond = [];
    page.on('request', (request) => { if (!request.url().startsWith('file:')) beyond.push(request.url()); });
    await page.goto(pathToFileURL(join(out, 'index.html')).href);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('main a')).color !== 'rgb(0, 0, 238)'), true, 'the style is there');
    await page.locator('.mast a', { hasText: 'Groups' }).first().click();
    await page.locator('nav.pages a[rel=next]').click();
    assert.match(page.url(), /^file:.*groups\/2\/index\.html$/);
    const own = await names(page);
    await page.locator('table.grp thead th', { hasText: 'Members' }).locator('button').click();
    await page.waitForFunction(() => document.getElementById('narrowed').textContent.includes('only this page'));
    assert.deepEqual((await names(page)).sort(), [...own].sort());
    await page.locator('table.grp tbody th a').first().click();
    assert.match(await page.locator('h1').textContent(), /\d+/);
    await page.locator('.langs a').first().click();
    assert.match(page.url(), /zh-Hans\/.*group-/);
    await page.locator('#find').fill('木琴');
    await page.locator('#find').press('Enter');
    await page.waitForFunction(() => document.getElementById('found').textContent.length > 10);
    assert.equal(await page.locator('#lists .tree a').first().isVisible(), true);
    assert.deepEqual(beyond, []);
    await context.close();
  });

  test('no page grows with the number of groups beyond what a phone reads at once', () => {
    const heavy = [];
    for (const path of files(out, '.html')) {
      const bytes = readFileSync(path);
      const gzipped = gzipSync(bytes).length;
      if (bytes.length > 250_000 || gzipped > 40_000) heavy.push(`${relative(out, path)}: ${bytes.length} bytes, ${gzipped} gzipped`);
    }
    assert.deepEqual(heavy, []);
  });
});

describe('the weight of a page', () => {
  test('a group page with eight charts comes as a few files, under 100 KB gzipped with its style', async () => {
    const out = build('demonstration');
    const all = files(out, 'index.html').map((path) => ({ path, html: readFileSync(path, 'utf8') }));
    const rich = all.filter(({ html }) => html.includes('class="verdict v-') && html.split('<figure').length > 8);
    assert.ok(rich.length >= 6, `pages of groups with eight charts: ${rich.length}`);
    rich.sort((a, b) => b.html.length - a.html.length);
    const server = await serve(out);
    const browser = await launch();
    const heavy = [];
    for (const { path } of rich.slice(0, 6)) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const came = [];
      page.on('requestfinished', (request) => came.push(request.sizes().then((sizes) => sizes.responseBodySize)));
      await page.goto(server.address + relative(out, path), { waitUntil: 'networkidle' });
      const sizes = await Promise.all(came);
      const sum = sizes.reduce((a, b) => a + b, 0);
      if (sum >= 100_000 || sizes.length >= 20) heavy.push(`${relative(out, path)}: ${sizes.length} files, ${sum} bytes`);
      await context.close();
    }
    await browser.close();
    server.close();
    assert.deepEqual(heavy, []);
  });
});
