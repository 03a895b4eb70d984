// Measures the texts of drawings in a page: none may stand on another one or leave its drawing.
// Everything happens in one call in the browser, so that a page costs one load and two measurements.

// Runs in the page. A text's box is that of its letters: the box that browsers give holds the font's leading, which is
// half a line in Chinese faces. Boxes are measured in the text's own system and then turned with it.
export function faultsOfDrawings() {
  const faults = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const where = svg.closest('figure')?.id ?? svg.getAttribute('class');
    const texts = [...svg.querySelectorAll('text')].filter((node) => node.textContent.trim()).map((node) => {
      const box = node.getBBox();
      const size = Math.max(...[node, ...node.querySelectorAll('tspan')].map((part) => parseFloat(getComputedStyle(part).fontSize)));
      const baseline = node.getStartPositionOfChar(0).y;
      const [left, right, top, bottom] = [box.x, box.x + box.width, baseline - 0.82 * size, baseline + 0.2 * size];
      const matrix = node.getScreenCTM();
      const corners = [[left, top], [right, top], [right, bottom], [left, bottom]].map(([x, y]) => {
        const at = new DOMPoint(x, y).matrixTransform(matrix);
        return [at.x, at.y];
      });
      return { text: node.textContent, corners };
    });
    for (const { text, corners } of texts) {
      const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
      const out = Math.max(frame.left - Math.min(...xs), Math.max(...xs) - frame.right, frame.top - Math.min(...ys), Math.max(...ys) - frame.bottom);
      if (out > 1) faults.push(`${where}: "${text}" leaves its drawing by ${out.toFixed(1)} px`);
    }
    // Two turned rectangles are apart when their shadows on one of their four sides are.
    const apart = (a, b) => [a, b].some((one) => [0, 1].some((side) => {
      const [dx, dy] = [one[side + 1][0] - one[side][0], one[side + 1][1] - one[side][1]];
      const length = Math.hypot(dx, dy) || 1;
      const shadow = (corners) => corners.map(([x, y]) => (x * dx + y * dy) / length);
      const [p, q] = [shadow(a), shadow(b)];
      return Math.min(Math.max(...p), Math.max(...q)) - Math.max(Math.min(...p), Math.min(...q)) < 0.75;
    }));
    for (let i = 0; i < texts.length; i++) {
      for (let j = i + 1; j < texts.length; j++) {
        if (!apart(texts[i].corners, texts[j].corners)) faults.push(`${where}: "${texts[i].text}" stands on "${texts[j].text}"`);
      }
    }
  }
  return faults;
}

// Visits pages in several tabs at once; `look(page, path)` returns what it complains of.
export async function inTabs(browser, base, paths, look, { tabs = 4, ...options } = {}) {
  const context = await browser.newContext(options);
  const queue = [...paths];
  const faults = [];
  const tab = async () => {
    const page = await context.newPage();
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      await page.goto(base + path);
      for (const fault of await look(page, path)) faults.push(`${path}: ${fault}`);
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: tabs }, tab));
  await context.close();
  return faults.sort();
}

// Every drawing of the pages at each width.
export const drawings = (browser, base, paths, widths) =>
  inTabs(browser, base, paths, async (page) => {
    const faults = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      for (const fault of await page.evaluate(faultsOfDrawings)) faults.push(`at ${width} px: ${fault}`);
    }
    return faults;
  });
