// A site of any size, the same every time: places in three levels, groups in them with a few months each, a note for
// each in two languages. By hand: node tests/browser/large.mjs FOLDER GROUPS [WORDS OF A NOTE]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MONTHS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];
const TYPES = ['interest', 'industry', 'regional', 'other'];
const PLATFORMS = ['chat', 'forum', 'club', 'mixed'];
const FIRST = [['Early', '晨光'], ['Old Town', '老城'], ['Lakeside', '湖畔'], ['Hillside', '山坡'], ['Weekend', '周末'], ['Harbour', '港口'], ['Cedar', '雪松'], ['Northern', '城北'], ['Willow', '柳岸'], ['Market', '集市'], ['Bridge', '桥头'], ['Lantern', '灯笼']];
const SECOND = [['Runners', '跑团'], ['Gardeners', '园艺会'], ['Readers', '读书会'], ['Carpenters', '木工坊'], ['Neighbours', '街坊'], ['Cyclists', '骑行社'], ['Singers', '合唱团'], ['Traders', '商户联'], ['Cooks', '厨艺社'], ['Anglers', '垂钓会'], ['Painters', '画社'], ['Parents', '家长会'], ['Walkers', '健步队']];
const LANDS = [['Amber', '琥珀'], ['Birch', '白桦'], ['Copper', '铜山'], ['Delta', '三洲'], ['Ember', '余烬'], ['Fern', '蕨溪'], ['Granite', '花岗'], ['Heron', '鹭洲'], ['Iris', '鸢尾'], ['Juniper', '杜松']];
const SYLLABLES = ['ba', 'co', 'du', 'fe', 'gi', 'lo', 'ma', 'ne', 'pi', 'ro', 'su', 'ta', 've', 'wi', 'yo', 'za'];
const COMMON = ['the', 'of', 'and', 'members', 'meeting', 'evening', 'newcomers', 'river', 'walked', 'together', 'question', 'answer'];

// A small generator of numbers: the same ones on every machine.
const dice = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const word = (roll) => {
  // A few words are frequent and most are rare, as in a language.
  if (roll() < 0.4) return COMMON[Math.floor(roll() * COMMON.length)];
  let rank = Math.floor(8000 ** roll());
  let text = '';
  do text += SYLLABLES[rank % 16]; while ((rank = Math.floor(rank / 16)) > 0);
  return text;
};
const character = (roll) => String.fromCodePoint(0x4e00 + Math.floor(2500 ** roll()) * 7);

const prose = (count, roll, part, join, stop) => {
  let text = '';
  for (let i = 0; i < count; i++) text += part(roll) + (i % 90 === 89 ? '\n\n' : i % 14 === 13 ? stop : join);
  return `${text.trim()}\n`;
};

const months = (roll) => {
  let members = 60 + Math.floor(roll() * 400);
  const health = 0.08 + roll() * 0.4;
  const answered = 0.3 + roll() * 0.65;
  return MONTHS.map((month) => {
    const part = (whole, least, more) => Math.floor(whole * Math.min(1, least + roll() * more));
    const start = members;
    const [joined, left] = [part(start, 0.04, 0.05) + 5, part(start, 0.03, 0.04) + 5];
    members = start + joined - left;
    const active = Math.max(10, part(members, health, 0.05));
    const posters = Math.max(6, part(active, 0.5, 0.2));
    const [threads, items] = [part(active, 0.5, 0.3) + 8, part(active, 0.3, 0.2) + 9];
    const row = {
      members_start: start, members_end: members, joined, left, removed: 0, active, posters, messages: posters * 9,
      threads, threads_replied_in_target: part(threads, answered, 0.05), newcomers: joined,
      newcomers_activated: part(joined, 0.4, 0.3), items, items_original: part(items, answered, 0.1),
      items_responded: part(items, answered, 0.1), weeks_with_item: 3, weeks: 4,
    };
    return `  ${month}: {${Object.entries(row).map(([key, value]) => `${key}: ${value}`).join(', ')}}\n`;
  }).join('');
};

export const placesFor = (groups) => (groups > 2000 ? [6, 8, 9] : [2, 3, 4]);

export function large(folder, groups, words = 60) {
  const write = (path, text) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('site.yaml', 'title: {en: Clubs of a whole country, zh-Hans: 全国社群报告}\nlanguages: [en, zh-Hans]\nbase_url: https://example.org/country/\nlicence: CC-BY-4.0\nfictional: true\ndata: {history: false}\nscoring: {minimum_coverage: 0.1, core_dimensions: [activity, content]}\n');
  const [lands, cities, districts] = placesFor(groups);
  const homes = [];
  const place = (path, kind, en, zh, population) => write(`${path}/place.yaml`, `name: {en: "${en}", zh-Hans: ${zh}}\nkind: ${kind}\nperiods:\n  2025: {population: ${population}}\n`);
  for (let a = 0; a < lands; a++) {
    const land = LANDS[a % LANDS.length];
    place(land[0].toLowerCase(), 'province', `${land[0]} Province`, `${land[1]}省`, 4_000_000);
    for (let b = 0; b < cities; b++) {
      const city = `${land[0].toLowerCase()}/city-${b + 1}`;
      place(city, 'city', `${land[0]} City ${b + 1}`, `${land[1]}第${b + 1}市`, 600_000);
      for (let c = 0; c < districts; c++) {
        place(`${city}/district-${c + 1}`, 'district', `District ${c + 1} of ${land[0]} ${b + 1}`, `${land[1]}${b + 1}市${c + 1}区`, 60_000);
        homes.push(`${city}/district-${c + 1}`);
      }
    }
  }
  for (let at = 0; at < groups; at++) {
    const roll = dice(at + 1);
    const [first, second] = [FIRST[at % FIRST.length], SECOND[Math.floor(at / 3) % SECOND.length]];
    const path = `${homes[Math.floor((at * homes.length) / groups)]}/group-${String(at + 1).padStart(5, '0')}`;
    write(`${path}/group.yaml`, `name: {en: "${first[0]} ${second[0]} ${at + 1}", zh-Hans: ${first[1]}${second[1]}${at + 1}}\ntype: ${TYPES[at % 4]}\nplatform: ${PLATFORMS[Math.floor(at / 4) % 4]}\nfounded: ${2010 + (at % 14)}-03\nperiods:\n${months(roll)}`);
    if (words === 0) continue;
    // One in a thousand carries a word of its own in each language.
    const rare = at % 1000 === 499;
    write(`${path}/2026-10.md`, `---\ntitle: Autumn\n---\n\n${rare ? 'We found a xylophone. ' : ''}${prose(words, roll, word, ' ', '. ')}`);
    write(`${path}/2026-10.zh-Hans.md`, `---\ntitle: 秋天\n---\n\n${rare ? '我们找到一架木琴。' : ''}${prose(words, roll, character, '', '。')}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , folder, groups, words] = process.argv;
  large(folder, Number(groups), words === undefined ? undefined : Number(words));
}
