// The written pages as people meet them: in a browser, with a keyboard, narrow, dark, on paper, read aloud.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawings } from './drawings.mjs';
import { build, check, files, launch, root, sample, serve, sites } from './kit.mjs';

const axe = readFileSync(join(root, 'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');
const vnu = join(root, 'tests/browser/node_modules/vnu-jar/build/dist/vnu.jar');
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const name of Object.keys(sites)) {
  describe(name, () => {
    let out, server, pages;
    before(async () => {
      out = build(name);
      server = await serve(out);
      pages = sample(out, process.env.FULL === '1');
      assert.ok(pages.length >= 10, `pages of every kind: ${pages.length}`);
    });
    after(() => server.close());

    // Runs `look` on every sampled page in a context of its own; collects what it complains of.
    const walk = async (options, look, { tabs = 1, all = pages } = {}) => {
      const context = await browser.newContext(options);
      const faults = [];
      // The page for an unknown address is served from any depth: its addresses are absolute, on the published host.
      const rest = all.filter((page) => !page.endsWith('404.html'));
      const one = async (path) => {
        const page = await context.newPage();
        const said = [];
        page.on('console', (message) => said.push(message.text()));
        page.on('pageerror', (error) => said.push(String(error)));
        page.on('request', (request) => {
          if (!request.url().startsWith(server.address)) said.push(`asked for ${request.url()}`);
        });
        await page.goto(server.address + path);
        for (const fault of (await look(page, path)) ?? []) faults.push(`${path}: ${fault}`);
        for (const line of said) faults.push(`${path}: ${line}`);
        await page.close();
      };
      const tab = async () => {
        for (let path = rest.shift(); path; path = rest.shift()) await one(path);
      };
      await Promise.all(Array.from({ length: tabs }, tab));
      await context.close();
      assert.deepEqual(faults, []);
    };

    check('links', 'every internal link leads to a file of the site', () => {
      const faults = [];
      for (const path of files(out, '.html')) {
        const html = readFileSync(path, 'utf8');
        const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
        for (const [, target] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
          if (/^(https?:|mailto:)/.test(target)) continue;
          const [way, anchor] = target.replaceAll('&amp;', '&').split('#');
          const [file] = way.split('?');
          const full = normalize(join(dirname(path), decodeURIComponent(file)));
          if (file && !existsSync(full)) faults.push(`${relative(out, path)} -> ${target}`);
          if (!file && anchor && !ids.has(decodeURIComponent(anchor))) faults.push(`${relative(out, path)} -> ${target}`);
        }
      }
      assert.deepEqual(faults.slice(0, 20), []);
    });

    check('markup', 'the Nu HTML checker finds nothing on any page', () => {
      const paths = files(out, '.html');
      let report = '';
      try {
        execFileSync('java', ['-jar', vnu, '--format', 'gnu', ...paths], { stdio: ['ignore', 'ignore', 'pipe'] });
      } catch (error) {
        report = String(error.stderr);
      }
      assert.equal(report, '');
    });

    check('drawings', 'no text of a drawing stands on another one or leaves its box, on any page, at 320 and 1280 px', async () => {
      const drawn = files(out, '.html').filter((path) => readFileSync(path, 'utf8').includes('<svg class="ch '));
      assert.ok(drawn.length >= 20, `pages with drawings: ${drawn.length}`);
      const paths = drawn.map((path) => relative(out, path));
      assert.deepEqual(await drawings(browser, server.address, paths, [320, 1280]), []);
    });

    // The examples are made of the same parts: links and markup are checked there, the rest on the demonstration,
    // or everywhere with FULL=1.
    if (name !== 'demonstration' && process.env.FULL !== '1') return;

    for (const colorScheme of ['light', 'dark']) {
      check('axe', `axe finds nothing on any kind of page in any language, ${colorScheme}`, () =>
        walk({ colorScheme, viewport: { width: 1280, height: 900 }, bypassCSP: true }, async (page) => {
          await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
          await page.evaluate(axe);
          // Only colours differ between the two schemes: the rest is checked once.
          const rules = colorScheme === 'light' ? {} : { runOnly: ['color-contrast', 'link-in-text-block'] };
          const { violations } = await page.evaluate((rules) => axe.run(document, { resultTypes: ['violations'], ...rules }), rules);
          return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`);
        }, { tabs: 3, all: sample(out, true) }));
    }

    check('reflow', 'nothing is wider than a window of 320 px', () =>
      walk({ viewport: { width: 320, height: 640 } }, async (page) => {
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
        return wide > 320 ? [`is ${wide} px wide`] : [];
      }));

    check('keyboard', 'the keyboard reaches everything, visibly, and gets out again', () =>
      walk({ viewport: { width: 1280, height: 900 } }, async (page) => {
        const faults = [];
        const stops = await page.evaluate(() => document.querySelectorAll('a[href], summary, button, input, select, [tabindex="0"]').length);
        let left = false;
        for (let i = 0; i < Math.min(stops + 2, 60); i++) {
          await page.keyboard.press('Tab');
          const at = await page.evaluate(() => {
            const node = document.activeElement;
            if (!node || node === document.body) return null;
            const style = getComputedStyle(node);
            return { seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none', html: node.outerHTML.slice(0, 80), skip: node.getAttribute('href')?.startsWith('#') ?? false };
          });
          if (at === null) { left = true; break; }
          if (!at.seen) faults.push(`focus cannot be seen on ${at.html}`);
          if (i === 0 && !at.skip) faults.push('the first stop is not the skip link');
        }
        if (!left && stops <= 58) faults.push('the keyboard does not leave the page');
        return faults.slice(0, 3);
      }));

    check('plain', 'everything is there without JavaScript, and prints', () =>
      walk({ javaScriptEnabled: false, viewport: { width: 794, height: 1123 } }, async (page, path) => {
        const html = readFileSync(join(out, path), 'utf8');
        const main = html.slice(html.indexOf('<main'), html.indexOf('</main>')).replace(/<[^>]+>/g, '').trim();
        const faults = main.length < 60 ? ['the page says next to nothing'] : [];
        const pdf = await page.pdf({ format: 'A4' });
        if (pdf.length < 2000) faults.push('prints empty');
        return faults;
      }));
  });
}
