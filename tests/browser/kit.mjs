// What the browser tests share: sites built from the repository, a server on loopback, a browser, sampled pages.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const sites = { demonstration: 'content', 'open-source': 'examples/open-source', towns: 'examples/towns' };

// The policy that the written site promises to live under.
const POLICY =
  "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'";
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.js': 'text/javascript',
  '.csv': 'text/csv', '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain', '.png': 'image/png',
};

export function build(name) {
  const out = join(mkdtempSync(join(tmpdir(), 'commonweal-')), name);
  const program = join(root, 'target', 'release', 'commonweal');
  execFileSync(program, ['build', join(root, sites[name]), '--out', out, '--quiet'], { stdio: 'inherit' });
  return out;
}

export function files(folder, ending) {
  const found = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) found.push(...files(path, ending));
    else if (path.endsWith(ending)) found.push(path);
  }
  return found;
}

// One page of each kind and language: pages of one kind have the same body class.
export function sample(out) {
  const seen = new Map();
  for (const path of files(out, '.html')) {
    const html = readFileSync(path, 'utf8');
    const lang = html.match(/<html lang="([^"]+)"/)?.[1];
    const kind = html.match(/<body[^>]*class="([^"]+)"/)?.[1] ?? 'unknown';
    const key = `${kind} ${lang}`;
    if (!seen.has(key)) seen.set(key, []);
    seen.get(key).push(relative(out, path).split(sep).join('/'));
  }
  // Of groups and places also the longest page, where most can go wrong.
  const pages = new Set();
  for (const paths of seen.values()) {
    pages.add(paths[0]);
    const size = (page) => statSync(join(out, page)).size;
    pages.add(paths.reduce((a, b) => (size(b) > size(a) ? b : a)));
  }
  return [...pages];
}

export async function serve(out) {
  const server = createServer((request, response) => {
    let path = join(out, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (existsSync(path) && statSync(path).isDirectory()) path = join(path, 'index.html');
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(readFileSync(path));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

export function launch() {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
}
