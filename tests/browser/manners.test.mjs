// What the site owes to programs: search engines, feed readers, previews, users of its data. Each by a validator that
// others use, where there is one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseAtomFeed } from 'feedsmith';
import jsonld from 'jsonld';
import lighthouse from 'lighthouse';
import robotsParser from 'robots-parser';
import { build, buildFrom, check, files, launch, record, root, serve, sites } from './kit.mjs';

// Each site under an address: its own, and one that lies deep, as where many share a host.
const DEEP = 'https://example.org/~reports/2026/towns%20and%20clubs/';
const PUBLISHED = [
  { name: 'demonstration', BASE: 'https://example.org/communities/', args: [], news: 6 },
  { name: 'open-source', BASE: DEEP, args: ['--base-url', DEEP], news: 0 },
  { name: 'towns', BASE: DEEP, args: ['--base-url', DEEP], news: 0 },
];
const here = join(root, 'tests/browser');
const PORT = 9333;

// The languages of a site by their folder, the first at the root.
const languagesOf = (name) => {
  const [, list] = readFileSync(join(root, sites[name], 'site.yaml'), 'utf8').match(/^languages: \[(.*)\]$/m);
  return Object.fromEntries(list.split(', ').map((tag, at) => [at ? `${tag}/` : '', tag]));
};
const attributes = (tag) => Object.fromEntries([...tag.matchAll(/\s([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value.replaceAll('&amp;', '&')]));

for (const { name: site, BASE, args, news } of PUBLISHED) describe(`manners of ${site}`, () => {
  const LANGUAGES = languagesOf(site);
  const [first] = Object.values(LANGUAGES);
  const prefixOf = (page) => Object.keys(LANGUAGES).find((prefix) => prefix && page.startsWith(prefix)) ?? '';
  let out, pages;
  before(() => {
    out = build(site, ...args);
    pages = files(out, 'index.html').map((path) => relative(out, path).split(sep).join('/'));
  });
  const read = (path) => readFileSync(join(out, path), 'utf8');
  const address = (page) => BASE + encodeURI(page.replace(/index\.html$/, ''));

  if (site === 'demonstration') test('the accessibility statement names what the tests really check', () => {
    const sources = readdirSync(here).filter((name) => name.endsWith('.test.mjs')).map((name) => readFileSync(join(here, name), 'utf8'));
    const run = new Set(sources.flatMap((source) => [...source.matchAll(/\bcheck\('([\w-]+)'/g)].map((match) => match[1])));
    assert.deepEqual([...run].sort(), record.checks.map((entry) => entry.id).sort());
    const tools = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies;
    const about = read('en/about/index.html');
    for (const { tool, name } of record.checks.filter((entry) => entry.tool)) {
      assert.ok(tools[tool], `${tool} is installed`);
      assert.ok(about.includes(`(${name})`), `the statement names ${name}`);
    }
    assert.equal((about.match(/id="accessibility"/g) ?? []).length, 1);
  });

  test('every page says its language, its own address and all its translations, which say the same', () => {
    const faults = [];
    const translations = new Map();
    for (const page of pages) {
      const html = read(page);
      const lang = LANGUAGES[prefixOf(page)];
      if (!html.startsWith(`<!DOCTYPE html>\n<html lang="${lang}"`)) faults.push(`${page}: is not marked ${lang}`);
      const links = [...html.matchAll(/<link [^>]*>/g)].map(([tag]) => attributes(tag));
      const canonical = links.filter((link) => link.rel === 'canonical');
      if (canonical.length !== 1 || canonical[0].href !== address(page)) faults.push(`${page}: canonical ${canonical[0]?.href}`);
      const all = links.filter((link) => link.rel === 'alternate' && link.hreflang);
      translations.set(address(page), new Map(all.map((link) => [link.hreflang, link.href])));
    }
    for (const [page, all] of translations) {
      if ([...all.keys()].sort().join() !== [...Object.values(LANGUAGES), 'x-default'].sort().join()) faults.push(`${page}: ${[...all.keys()]}`);
      if (all.get('x-default') !== all.get(first)) faults.push(`${page}: x-default ${all.get('x-default')}`);
      if (![...all.values()].includes(page)) faults.push(`${page}: does not name itself`);
      for (const [lang, other] of all) {
        const back = translations.get(other);
        if (!back) faults.push(`${page}: ${lang} leads to ${other}, which is no page`);
        else if ([...all].some(([lang, href]) => back.get(lang) !== href)) faults.push(`${page}: ${other} names others`);
      }
    }
    assert.deepEqual(faults.slice(0, 10), []);
  });

  test('the site map holds to its schema, and robots are sent to it', () => {
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', join(here, 'sitemap.xsd'), join(out, 'sitemap.xml')], { stdio: 'pipe' });
    const named = [...read('sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]);
    assert.deepEqual(named.sort(), pages.map(address).sort());
    const robots = robotsParser(`${BASE}robots.txt`, read('robots.txt'));
    assert.deepEqual(robots.getSitemaps(), [`${BASE}sitemap.xml`]);
    assert.ok(pages.every((page) => robots.isAllowed(address(page), 'Googlebot')));
  });

  test('each feed is Atom, and each entry leads to its place on a page', () => {
    for (const [prefix, lang] of Object.entries(LANGUAGES)) {
      const text = read(`${prefix}feed.xml`);
      const feed = parseAtomFeed(text);
      assert.ok(text.includes(`xml:lang="${lang}"`));
      assert.equal(feed.id, `${BASE}${prefix}feed.xml`);
      assert.ok(feed.links.some((link) => link.rel === 'self' && link.href === feed.id));
      assert.ok(feed.authors?.[0]?.name && feed.title, 'a feed has an author and a title');
      assert.ok(feed.entries.length >= news, `${feed.entries.length} entries`);
      assert.equal(new Set(feed.entries.map((entry) => entry.id)).size, feed.entries.length, 'ids are unique');
      const stamps = feed.entries.map((entry) => entry.updated);
      for (const stamp of [feed.updated, ...stamps]) assert.match(stamp, /^\d{4}-\d\d-\d\dT00:00:00Z$/);
      assert.deepEqual(stamps, [...stamps].sort().reverse(), 'the newest first');
      if (stamps.length) assert.equal(feed.updated, stamps[0]);
      for (const entry of feed.entries) {
        const [page, spot] = entry.links[0].href.split('#');
        assert.ok(entry.title && entry.summary, `${entry.id} has a title and a summary`);
        const path = decodeURI(page.slice(BASE.length)) + 'index.html';
        assert.ok(existsSync(join(out, path)), path);
        const id = decodeURIComponent(spot);
        assert.ok(/^\d{4}/.test(id) || read(path).includes(`id="${id}"`), `${path} has the place ${id}`);
      }
    }
  });

  test('feeds and data files are read without complaint by feedparser and Frictionless', () => {
    const python = join(root, 'target/venv/bin/python');
    execFileSync(python, [join(here, 'data.py'), out], { stdio: ['ignore', 'inherit', 'inherit'] });
  });

  test('the description of the data is JSON-LD, and a schema.org Dataset with all that a search for data asks for', async () => {
    // The context of schema.org, as far as the site uses it: every name is one of its vocabulary.
    const address = { '@type': '@id' };
    const context = { '@vocab': 'https://schema.org/', url: address, license: address, contentUrl: address };
    const documentLoader = async (url) => ({ contextUrl: null, documentUrl: url, document: { '@context': context } });
    for (const page of pages.filter((page) => /^(data\/)?index\.html$/.test(page.slice(prefixOf(page).length)))) {
      const blocks = [...read(page).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
      assert.equal(blocks.length, 1, page);
      const [expanded] = await jsonld.expand(JSON.parse(blocks[0][1]), { documentLoader });
      const value = (name) => expanded[`https://schema.org/${name}`]?.[0];
      assert.deepEqual(expanded['@type'], ['https://schema.org/Dataset']);
      assert.equal(value('inLanguage')['@value'], LANGUAGES[prefixOf(page)]);
      const description = value('description')['@value'];
      assert.ok(description.length >= 50 && description.length <= 5000, `${page}: ${description.length} characters`);
      for (const name of ['name', 'license', 'creator', 'temporalCoverage', 'version', 'url']) assert.ok(value(name), `${page}: ${name}`);
      assert.match(value('temporalCoverage')['@value'], /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/);
      const downloads = expanded['https://schema.org/distribution'];
      assert.ok(downloads.length >= 8);
      for (const download of downloads) {
        const target = download['https://schema.org/contentUrl'][0]['@id'];
        assert.ok(target.startsWith(BASE) && existsSync(join(out, target.slice(BASE.length))), target);
      }
    }
  });

  test('every page says what it is where its link is shared, with a card of the size it names where it has one', () => {
    const faults = [];
    for (const page of pages) {
      const metas = [...read(page).matchAll(/<meta [^>]*>/g)].map(([tag]) => attributes(tag));
      const all = (name) => metas.filter((meta) => (meta.property ?? meta.name) === name).map((meta) => meta.content);
      for (const name of ['og:type', 'og:title', 'og:site_name', 'og:url', 'twitter:card']) {
        if (all(name).length !== 1 || !all(name)[0]) faults.push(`${page}: ${name} ${all(name)}`);
      }
      if (all('og:url')[0] !== address(page)) faults.push(`${page}: og:url ${all('og:url')}`);
      const [card] = all('og:image');
      if (all('twitter:card')[0] !== (card ? 'summary_large_image' : 'summary')) faults.push(`${page}: ${all('twitter:card')}`);
      if (!card) continue;
      if (!all('og:image:alt')[0]) faults.push(`${page}: a card without words`);
      const file = join(out, decodeURI(card.slice(BASE.length)));
      if (!card.startsWith(BASE) || !existsSync(file)) faults.push(`${page}: ${card} is no file`);
      else {
        const png = readFileSync(file);
        const size = [png.readUInt32BE(16), png.readUInt32BE(20)].map(String);
        if (png.toString('latin1', 1, 4) !== 'PNG') faults.push(`${card} is no PNG`);
        if (size.join() !== [all('og:image:width')[0], all('og:image:height')[0]].join()) faults.push(`${page}: ${size}`);
      }
    }
    assert.deepEqual(faults.slice(0, 10), []);
  });

  for (const cards of ['none', 'places', 'all']) {
    test(`cards: ${cards} makes cards for these pages and no others, and without an address none`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'commonweal-cards-'));
      cpSync(join(root, sites[site]), folder, { recursive: true });
      const yaml = readFileSync(join(folder, 'site.yaml'), 'utf8');
      writeFileSync(join(folder, 'site.yaml'), `${yaml}\ncards: ${cards}\n`);
      const kinds = (written) => {
        const groups = new Set(readFileSync(join(written, 'data/groups.csv'), 'utf8').split('\r\n').slice(1).map((row) => row.split(',')[1]));
        const found = { place: 0, group: 0 };
        for (const path of files(written, 'card.png')) {
          const page = relative(written, path).split(sep).slice(0, -1).join('/');
          assert.ok(readFileSync(path.replace(/card\.png$/, 'index.html'), 'utf8').includes(`${encodeURI(page ? `${page}/` : '')}card.png"`), `${page} shows its card`);
          found[groups.has(page.slice(prefixOf(`${page}/`).length)) ? 'group' : 'place']++;
        }
        return found;
      };
      const count = Object.keys(LANGUAGES).length;
      const rows = (path) => readFileSync(join(out, path), 'utf8').trim().split('\r\n').slice(1);
      const groups = rows('data/groups.csv').length * count;
      const found = kinds(buildFrom(folder, '--base-url', BASE));
      assert.equal(found.group, cards === 'all' ? groups : 0);
      assert.ok(cards === 'none' ? found.place === 0 : found.place >= count, `cards of places: ${found.place}`);
      writeFileSync(join(folder, 'site.yaml'), `${yaml.replace(/^base_url:.*\n/m, '')}\ncards: ${cards}\n`);
      const bare = buildFrom(folder);
      assert.deepEqual(kinds(bare), { place: 0, group: 0 });
      for (const name of ['sitemap.xml', 'feed.xml']) assert.ok(!existsSync(join(bare, name)), name);
      assert.ok(!/rel="canonical"|og:url|og:image|feed\.xml/.test(readFileSync(join(bare, 'index.html'), 'utf8')));
      execFileSync(join(root, 'target/venv/bin/python'), [join(here, 'data.py'), bare], { stdio: ['ignore', 'inherit', 'inherit'] });
    });
  }

  if (site === 'demonstration') describe('audit', () => {
    let browser, server;
    before(async () => {
      server = await serve(out);
      browser = await launch([`--remote-debugging-port=${PORT}`]);
    });
    after(async () => {
      await browser.close();
      server.close();
    });
    check('lighthouse', 'Lighthouse gives full marks, and at least 98 for performance', async () => {
      const groups = pages.filter((page) => page.startsWith('en/') && read(page).includes('class="verdict'));
      assert.ok(groups.length > 10, `pages of groups: ${groups.length}`);
      const longest = groups.reduce((a, b) => (statSync(join(out, b)).size > statSync(join(out, a)).size ? b : a));
      for (const page of ['index.html', longest]) {
        const { lhr } = await lighthouse(server.address + page, { port: PORT, logLevel: 'error', output: 'json' });
        const lost = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 1).map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`);
        const least = { accessibility: 1, 'best-practices': 1, seo: 1, performance: 0.98 };
        const scores = Object.fromEntries(Object.keys(least).map((id) => [id, lhr.categories[id].score]));
        for (const [id, score] of Object.entries(scores)) assert.ok(score >= least[id], `${page}: ${JSON.stringify(scores)}\n${lost.join('\n')}`);
      }
    });
  });
});
