// Searches the pages of one language. Nothing is asked for before a reader comes to the box, and then only the files
// that hold the words asked for. Words are cut and folded as src/site/search/fold.rs does when the index is made.
'use strict';
(() => {
  const form = document.getElementById('search');
  const [box, found, hits, more, lists] = ['q', 'found', 'hits', 'more', 'lists'].map((id) => document.getElementById(id));
  const words = form.dataset;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: 'always' });
  const [comma, semicolon] = document.documentElement.lang.startsWith('zh') ? ['，', '；'] : [', ', '; '];
  const PAGE = 10;
  // Pages that are looked into at a time for a run of characters.
  const LOOKED = 40;
  const LONGEST = 24;
  const DENSE = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const LETTER = /[\p{Alphabetic}\p{N}]/u;
  const JOINS = /['\u2019\p{M}]/u;

  const fold = (c) => (DENSE.test(c) ? c : c.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase());

  // What was typed: words, and runs of characters of scripts without spaces.
  const parts = (text) => {
    const out = [];
    let open = null;
    for (const c of text) {
      if (JOINS.test(c) && !open?.dense) continue;
      const dense = DENSE.test(c);
      if (!dense && !LETTER.test(c)) open = null;
      else {
        if (open?.dense !== dense) out.push((open = { dense, text: '' }));
        open.text += fold(c);
      }
    }
    for (const part of out) if (!part.dense) part.text = [...part.text].slice(0, LONGEST).join('');
    return out;
  };

  const files = new Map();
  const get = (name) => {
    if (!files.has(name)) {
      const file = fetch(`${words.index}${name}.json`).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${name}`);
        return answer.json();
      });
      file.catch(() => files.delete(name));
      files.set(name, file);
    }
    return files.get(name);
  };

  // Words are filed by code point; JavaScript compares halves of characters.
  const before = (a, b) => {
    const [x, y] = [[...a], [...b]];
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      if (x[i] !== y[i]) return x[i].codePointAt(0) < y[i].codePointAt(0);
    }
    return x.length < y.length;
  };

  // Adds to `into` the pages of a word, or of all words that begin with it, with the weight of the best place.
  const look = async (word, begins, into) => {
    const { segments } = await get('index');
    await Promise.all(segments.map(async ({ words: firsts }, segment) => {
      let at = firsts.findIndex((first) => before(word, first));
      at = Math.max(0, (at < 0 ? firsts.length : at) - 1);
      for (let file = at; file < firsts.length && file < at + 8; file++) {
        if (file > at && !(begins && firsts[file].startsWith(word))) break;
        const shelf = await get(`w${segment}-${file}`);
        const keys = begins ? Object.keys(shelf).filter((key) => key.startsWith(word)) : [word];
        for (const key of keys) {
          if (!Object.hasOwn(shelf, key)) continue;
          let page = 0;
          for (const step of shelf[key]) {
            page += step >> 2;
            const weight = (step & 3) * 4 + (key === word ? 1 : 0);
            if (weight > (into.get(page) ?? 0)) into.set(page, weight);
          }
        }
      }
    }));
  };

  // Pages that hold a part, with weights.
  const pagesOf = async (part) => {
    const { labels } = await get('index');
    const pages = new Map();
    const { text } = part;
    const letters = [...text];
    if (part.dense && letters.length > 1) {
      const pairs = letters.slice(1).map((c, i) => letters[i] + c);
      const lists = await Promise.all(pairs.map(async (pair) => {
        const list = new Map();
        await look(pair, false, list);
        return list;
      }));
      for (const [page, weight] of lists[0]) {
        if (lists.every((list) => list.has(page))) pages.set(page, Math.min(weight, ...lists.map((list) => list.get(page))));
      }
    } else await look(text, part.dense || letters.length > 1, pages);
    await Promise.all(labels.map((label, n) => (spans(label, [part]).length ? look(`#${n}`, false, pages) : null)));
    if (pages.size === 0 && !part.dense && /.{3}s$/.test(text)) {
      part.text = text.slice(0, -1);
      return pagesOf(part);
    }
    return pages;
  };

  // Where parts stand in a text: pairs of offsets, in order.
  const spans = (text, wanted) => {
    let folded = '';
    const at = [];
    for (let i = 0; i < text.length;) {
      const c = String.fromCodePoint(text.codePointAt(i));
      const put = DENSE.test(c) || LETTER.test(c) ? fold(c) : JOINS.test(c) ? '' : ' ';
      for (let k = 0; k < put.length; k++) at.push(i);
      folded += put;
      i += c.length;
    }
    at.push(text.length);
    const out = [];
    for (const part of wanted) {
      for (let i = folded.indexOf(part.text); i >= 0; i = folded.indexOf(part.text, i + 1)) {
        const inside = i > 0 && LETTER.test(folded[i - 1]) && !DENSE.test(folded[i - 1]);
        if (part.dense || !inside) out.push([at[i], at[i + part.text.length]]);
      }
    }
    return out.sort((a, b) => a[0] - b[0]);
  };

  const marked = (node, text, wanted) => {
    let from = 0;
    for (const [start, end] of spans(text, wanted)) {
      if (start < from) continue;
      const mark = document.createElement('mark');
      mark.textContent = text.slice(start, end);
      node.append(text.slice(from, start), mark);
      from = end;
    }
    node.append(text.slice(from));
    return node;
  };

  // A piece of the text around the first hit, cut between words.
  const piece = (text, wanted) => {
    const [first] = spans(text, wanted);
    const room = DENSE.test(text.slice(0, 40)) ? 45 : 100;
    let [start, end] = first ? [Math.max(0, first[0] - room / 2), Math.min(text.length, first[0] + room)] : [0, room];
    while (start > 0 && start > (first?.[0] ?? 0) - room && LETTER.test(text[start - 1]) && !DENSE.test(text[start])) start--;
    while (end < text.length && LETTER.test(text[end]) && !DENSE.test(text[end])) end++;
    return `${start > 0 ? '…' : ''}${text.slice(start, end).trim()}${end < text.length ? '…' : ''}`;
  };

  const make = (tag, name, ...content) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...content);
    return node;
  };

  const item = ([path, name, others, kind, place, , text], labels, wanted) => {
    const link = marked(make('a'), name, wanted);
    link.href = `${words.home}${path}${path ? '/' : ''}index.html`;
    const entry = make('li', '', make('h2', 'hit', link));
    const where = [place, kind].filter(Boolean).join(comma);
    if (where) entry.append(marked(make('p', 'small'), where, wanted));
    if (others && spans(others, wanted).length) entry.append(marked(make('p', 'small', `${words.also} `), others, wanted));
    const named = labels.filter((label) => spans(label, wanted).length);
    if (spans(text, wanted).length || !named.length) {
      if (text) entry.append(marked(make('p'), piece(text, wanted), wanted));
    }
    if (named.length) entry.append(marked(make('p', '', make('span', 'small', words.labels), words.labels.endsWith('：') ? '' : ' '), named.slice(0, 3).join(semicolon), wanted));
    return entry;
  };

  // The record of a page, with its labels spelled out.
  const record = async (page) => {
    const { starts, labels } = await get('index');
    let file = starts.findIndex((start) => start > page) - 1;
    if (file < 0) file = starts.length - 1;
    const entry = (await get(`p${file}`))[page - starts[file]];
    return [entry, entry[5].map((n) => labels[n])];
  };

  let turn = 0;
  const search = async (text) => {
    const mine = ++turn;
    const stale = () => mine !== turn;
    const wanted = parts(text);
    lists.hidden = wanted.length > 0;
    more.hidden = true;
    if (wanted.length === 0) {
      hits.replaceChildren();
      found.textContent = text.trim() ? words.short : '';
      return;
    }
    const wait = setTimeout(() => { if (!stale()) found.textContent = words.busy; }, 400);
    try {
      const sets = await Promise.all(wanted.map(pagesOf));
      if (stale()) return;
      const order = [...sets[0].keys()]
        .filter((page) => sets.every((set) => set.has(page)))
        .map((page) => [sets.reduce((sum, set) => sum + set.get(page), 0), page])
        .sort((a, b) => b[0] - a[0] || a[1] - b[1])
        .map(([, page]) => page);
      hits.replaceChildren();
      await show(order, wanted, order.length, stale);
    } catch {
      if (stale()) return;
      hits.replaceChildren();
      found.textContent = words.failed;
      lists.hidden = false;
    } finally {
      clearTimeout(wait);
    }
  };

  // Shows the next pages. A run of three characters or more is looked for in the text itself: its pairs may stand
  // apart from one another.
  const show = async (order, wanted, total, stale) => {
    const runs = wanted.filter((part) => part.dense && [...part.text].length > 2);
    const ready = [];
    for (let looked = 0; order.length && ready.length < PAGE && looked < LOOKED;) {
      const batch = await Promise.all(order.splice(0, PAGE - ready.length).map(record));
      if (runs.length) looked += batch.length;
      for (const [entry, labels] of batch) {
        const all = [...entry.slice(1, 5), entry[6], ...labels];
        if (runs.every((run) => all.some((text) => text.includes(run.text)))) ready.push(item(entry, labels, wanted));
        else total--;
      }
    }
    if (stale()) return;
    hits.append(...ready);
    // The pages not yet looked into may hold the pairs of a run without the run.
    const open = runs.length > 0 && order.length > 0;
    const tell = open ? words.some : plural.select(total) === 'one' ? words.one : words.found;
    found.textContent = total === 0 ? words.none : tell.replace('#', numbers.format(total));
    lists.hidden = total > 0;
    more.hidden = order.length === 0;
    more.onclick = async () => {
      const next = hits.children.length;
      more.hidden = true;
      await show(order, wanted, total, stale);
      (hits.children[next]?.querySelector('a') ?? more).focus();
    };
  };

  const ask = () => {
    const url = new URL(location.href);
    if (box.value.trim()) url.searchParams.set('q', box.value.trim());
    else url.searchParams.delete('q');
    // From a file system the address may not be changed.
    if (location.protocol !== 'file:') history.replaceState(null, '', url);
    search(box.value);
  };

  let pause;
  box.addEventListener('focus', () => get('index').catch(() => {}), { once: true });
  box.addEventListener('input', (event) => {
    clearTimeout(pause);
    // While an input method is composing, what stands in the box is not yet what is meant.
    if (!event.isComposing) pause = setTimeout(ask, 200);
  });
  box.addEventListener('compositionend', () => { pause = setTimeout(ask, 200); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    ask();
  });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) {
    box.value = asked;
    search(asked);
  }
})();
