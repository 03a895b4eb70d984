// What the browser tests share: sites built from the repository, a server on loopback, a browser, sampled pages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const sites = { demonstration: 'content', 'open-source': 'examples/open-source', towns: 'examples/towns' };

// The record of the checks, from which every site writes its accessibility statement, and a test that it names:
// manners.test.mjs sees to it that no check is named and not run, or run and not named.
export const record = JSON.parse(readFileSync(join(root, 'src/page/checks.json'), 'utf8'));
export function check(id, title, ...rest) {
  assert.ok(record.checks.some((entry) => entry.id === id), `src/page/checks.json names ${id}`);
  return test(title, ...rest);
}

// The policy that the written site promises to live under.
const POLICY =
  "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'";
export const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.js': 'text/javascript',
  '.csv': 'text/csv', '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain', '.png': 'image/png',
};

export const program = process.env.COMMONWEAL ?? join(root, 'target', 'release', 'commonweal');

export function build(name, ...args) {
  return buildFrom(join(root, sites[name]), ...args);
}

// Builds the site of a folder.
export function buildFrom(folder, ...args) {
  const out = join(mkdtempSync(join(tmpdir(), 'commonweal-')), 'public');
  execFileSync(program, ['build', folder, '--out', out, '--quiet', ...args], { stdio: 'inherit' });
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

// Pages of every kind, the languages taken in turn, and the longest group and place in each language, where most
// can go wrong. With `full`, every kind in every language.
export function sample(out, full) {
  const groups = new Set(
    readFileSync(join(out, 'data/groups.csv'), 'utf8').split('\r\n').slice(1).map((row) => row.split(',')[1]),
  );
  const kinds = new Map();
  for (const path of files(out, '.html')) {
    const page = relative(out, path).split(sep).join('/');
    const [, lang = '', rest] = page.match(/^(en\/|zh-Hans\/|zh-Hant\/)?(.*)$/);
    const folder = rest.replace(/\/?index\.html$/, '');
    const known = ['', 'groups', 'switching', 'advice', 'method', 'data', 'updates', 'about', 'search', '404.html'];
    const kind = known.includes(folder)
      ? folder
      : folder === 'method/rules' ? 'rules'
      : folder.startsWith('method/') ? 'indicator'
      : groups.has(folder) ? 'group'
      // The two pages beside that of a group or place.
      : folder.match(/\/(plan|history)$/)?.[1] ?? 'place';
    if (!kinds.has(kind)) kinds.set(kind, new Map());
    const languages = kinds.get(kind);
    if (!languages.has(lang)) languages.set(lang, []);
    languages.get(lang).push(page);
  }
  const longest = (paths) => paths.reduce((a, b) => (statSync(join(out, b)).size > statSync(join(out, a)).size ? b : a));
  const pages = new Set();
  [...kinds].forEach(([kind, languages], turn) => {
    const all = [...languages.values()];
    const wide = full || kind === 'group' || kind === 'place';
    for (const paths of wide ? all : [all[turn % all.length]]) pages.add(longest(paths));
  });
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
    const head = { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'content-security-policy': POLICY };
    // As hosts of static sites do: what is text goes out smaller.
    const zip = !path.endsWith('.png') && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (zip) head['content-encoding'] = 'gzip';
    const bytes = readFileSync(path);
    response.writeHead(200, head).end(zip ? gzipSync(bytes) : bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

export function launch(more = []) {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync', ...more],
  });
}
