// Pages in a state that no address leads to: a search with its answer, a list that is narrowed, an unknown address.
// What holds for pages as they are written holds for them as well.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build, launch, root, serve, TYPES } from './kit.mjs';

const axe = readFileSync(join(root, 'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');
const SCHEMES = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'dark', forcedColors: 'active' }];
let browser, out, server;

before(async () => {
  out = build('demonstration');
  server = await serve(out);
  browser = await launch();
});
after(async () => {
  await browser.close();
  server.close();
});

// Everything a program can find wrong with the page as it stands.
const audit = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`);
};
const width = (page) => page.evaluate(() => document.scrollingElement.scrollWidth);

// Tabs through the page: every stop can be seen, `wanted` is among them, and the keyboard gets out again.
const walk = async (page, wanted) => {
  const stops = await page.evaluate(() => document.querySelectorAll('a[href], summary, button, input, select, [tabindex="0"]').length);
  // From the top of the page, wherever it was used last.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const met = new Set();
  for (let i = 0; i < stops + 2; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((wanted) => {
      const node = document.activeElement;
      if (!node || node === document.body) return null;
      const box = node.getBoundingClientRect();
      return {
        seen: getComputedStyle(node).outlineStyle !== 'none' && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        html: node.outerHTML.slice(0, 80),
        met: wanted.filter((selector) => node.matches(selector)),
      };
    }, wanted);
    if (at === null) return assert.deepEqual([...met].sort(), [...wanted].sort());
    assert.ok(at.seen, `focus cannot be seen on ${at.html}`);
    at.met.forEach((selector) => met.add(selector));
  }
  assert.fail('the keyboard does not leave the page');
};

const states = {
  'a search that found something': ['en/search/index.html', async (page) => {
    await page.locator('#q').fill('runners');
    await page.locator('#hits .hit').first().waitFor();
  }, ['#q', '#hits .hit a']],
  'a search in Chinese': ['zh-Hant/search/index.html', async (page) => {
    await page.locator('#q').fill('街坊');
    await page.locator('#hits .hit').first().waitFor();
  }, ['#q', '#hits .hit a']],
  'a search that found nothing': ['search/index.html', async (page) => {
    await page.locator('#q').fill('zzzz');
    await page.waitForFunction(() => document.getElementById('found').textContent.trim() !== '');
    await page.waitForTimeout(200);
  }, ['#q', '#lists a']],
  'a list that is narrowed and sorted': ['en/groups/index.html', async (page) => {
    await page.locator('#f-text').fill('river');
    await page.locator('#f-grade').selectOption({ index: 1 });
    await page.locator('thead .so').first().click();
    await page.waitForFunction(() => document.getElementById('narrowed').textContent.trim() !== '');
  }, ['#f-text', '#f-grade', '#filter button', 'thead .so']],
};

for (const [name, [path, use, stops]] of Object.entries(states)) {
  describe(name, () => {
    for (const scheme of SCHEMES) {
      test(`axe finds nothing, ${Object.values(scheme).join(', ')}`, async () => {
        const context = await browser.newContext({ ...scheme, viewport: { width: 1280, height: 900 }, bypassCSP: true });
        const page = await context.newPage();
        await page.goto(server.address + path);
        await use(page);
        assert.deepEqual(await audit(page), []);
        await context.close();
      });
    }
    test('fits a window of 320 px, and the keyboard reaches all of it', async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
      const page = await context.newPage();
      await page.goto(server.address + path);
      await use(page);
      assert.equal(await width(page), 320);
      await walk(page, stops);
      await context.close();
    });
  });
}

// The page for an unknown address is served from any depth, so its own addresses are those of the published host: that
// host is played here from the folder of the site.
describe('an unknown address', () => {
  const published = 'https://example.org/communities/';
  const visit = async (options, path) => {
    const context = await browser.newContext({ ...options, bypassCSP: true });
    const page = await context.newPage();
    const faults = [];
    page.on('console', (message) => message.text().includes('404') || faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(String(error)));
    await context.route('**/*', (route) => {
      const url = route.request().url();
      if (!url.startsWith(published)) {
        faults.push(`asked for ${url}`);
        return route.abort();
      }
      const file = join(out, decodeURIComponent(new URL(url).pathname.slice(new URL(published).pathname.length)));
      const index = existsSync(file) && statSync(file).isDirectory() ? join(file, 'index.html') : file;
      const known = existsSync(index);
      return route.fulfill({
        status: known ? 200 : 404,
        body: readFileSync(known ? index : join(out, '404.html')),
        contentType: known ? TYPES[extname(index)] : TYPES['.html'],
      });
    });
    await page.goto(`${published}${path}`);
    return { page, faults, close: () => context.close() };
  };

  for (const scheme of SCHEMES) {
    test(`axe finds nothing, ${Object.values(scheme).join(', ')}`, async () => {
      const { page, faults, close } = await visit({ ...scheme, viewport: { width: 1280, height: 900 } }, 'en/no/such/page');
      assert.deepEqual([...(await audit(page)), ...faults], []);
      await close();
    });
  }
  test('fits a window of 320 px, and the keyboard reaches all of it', async () => {
    const { page, faults, close } = await visit({ viewport: { width: 320, height: 640 } }, 'no/such/page.html');
    assert.equal(await width(page), 320);
    await walk(page, ['main a', '#find']);
    assert.deepEqual(faults, []);
    await close();
  });
  test('its links lead to pages in every language of the site', async () => {
    const { page, close } = await visit({ viewport: { width: 1280, height: 900 } }, 'no/such/page.html');
    const links = await page.locator('main a').evaluateAll((nodes) => nodes.map((node) => node.href));
    for (const folder of ['index.html', 'zh-Hant/index.html', 'en/index.html']) assert.ok(links.includes(published + folder), `${folder}: ${links}`);
    for (const link of links) {
      await page.goto(link);
      assert.ok((await page.locator('nav[aria-label] a').count()) > 5, link);
    }
    await close();
  });
});
