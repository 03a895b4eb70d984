// The page of the design system, as `cargo test --test design_system` writes it from real pages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { faultsOfDrawings } from './drawings.mjs';
import { launch, root, serve } from './kit.mjs';

const axe = readFileSync(join(root, 'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');

test('the design system: axe finds nothing, texts of drawings stand apart, targets are 24 px, 200 % text fits', async () => {
  execFileSync('cargo', ['test', '--quiet', '--test', 'design_system'], { cwd: root, stdio: 'ignore' });
  const server = await serve(join(root, 'target/design-system'));
  const browser = await launch();
  try {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(server.address);
      assert.ok((await page.locator('figure').count()) >= 10);
      assert.deepEqual(await page.evaluate(faultsOfDrawings), []);
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      const said = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`);
      assert.deepEqual(said, [], colorScheme);
      await context.close();
    }
    // Text twice as large in a narrow window: nothing is cut off sideways.
    const page = await browser.newPage({ viewport: { width: 640, height: 900 } });
    await page.goto(server.address);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    assert.ok((await page.evaluate(() => document.scrollingElement.scrollWidth)) <= 640);
  } finally {
    await browser.close();
    server.close();
  }
});
