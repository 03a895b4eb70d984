// Narrows and sorts the list of all groups. The other pages of the list are asked for on the first use.
'use strict';
(() => {
  const form = document.getElementById('filter');
  const table = document.querySelector('table.grp');
  if (!form || !table) return;
  const words = form.dataset;
  const body = table.tBodies[0];
  const [status, more, turn, range] = ['narrowed', 'more', 'pages', 'range'].map((id) => document.getElementById(id));
  const own = [...body.rows];
  const lang = document.documentElement.lang;
  const plural = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang, { useGrouping: 'always' });
  const home = new URL(words.home || './', location.href).href;
  const count = Number(words.pages);
  const AT_ONCE = 6;
  const SHOWN = 100;

  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  // Names of places by their path, from the tree on the first page: a group is found by every place it lies in.
  const places = new Map();
  const learn = (page, address) => {
    for (const link of page.querySelectorAll('.tree a')) {
      const path = decodeURI(new URL(link.getAttribute('href'), address).href).slice(decodeURI(home).length);
      places.set(path.replace(/\/index\.html$/, ''), link.textContent);
    }
  };

  const fetched = async (number) => {
    if (number === Number(words.page)) {
      learn(document, location.href);
      return own;
    }
    const address = `${home}groups/${number > 1 ? `${number}/` : ''}index.html`;
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    learn(page, address);
    return [...page.querySelectorAll('table.grp tbody tr')].map((row) => {
      for (const link of row.querySelectorAll('a')) link.href = new URL(link.getAttribute('href'), address).href;
      return document.adoptNode(row);
    });
  };

  // Every row of the list, in the order of its pages.
  let rows = null;
  const load = async () => {
    const pages = Array.from({ length: count }, (_, at) => at + 1);
    const got = new Map();
    const next = async () => {
      for (let number = pages.shift(); number; number = pages.shift()) got.set(number, await fetched(number));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    return [...got.keys()].sort((a, b) => a - b).flatMap((number) => got.get(number));
  };

  // What a row is compared by, read once.
  const known = new Map();
  const facts = (row) => {
    if (!known.has(row)) {
      const links = [...row.querySelectorAll('a')];
      const path = decodeURI(links[0].href).slice(decodeURI(home).length);
      const above = path.split('/').map((_, at, parts) => places.get(parts.slice(0, at).join('/')) ?? '');
      known.set(row, {
        text: fold([...above, ...links.map((link) => link.textContent)].join(' ')),
        path,
        tokens: row.dataset.f.split(' '),
      });
    }
    return known.get(row);
  };

  const fits = (row, { text, type, platform, grade, rule, place }) => {
    const { text: names, path, tokens } = facts(row);
    return (!text || fold(text).split(/\s+/).every((word) => names.includes(word)))
      && [type, platform, grade, rule].every((token) => !token || tokens.includes(token))
      && (!place || path.startsWith(`${place}/`));
  };

  const ways = (hidden) => [turn, range].forEach((way) => { if (way) way.hidden = hidden; });

  // The address keeps what is asked for, so that it can be passed on; from a file system it may not be changed.
  const keep = (wanted) => {
    if (location.protocol === 'file:') return;
    const url = new URL(location.href);
    url.search = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
    history.replaceState(null, '', url);
  };

  // Fills the form with what the address asks for. A place too deep to be chosen from the list is added to it.
  const arrive = () => {
    for (const [key, value] of new URLSearchParams(location.search)) {
      const field = form.elements[key];
      if (!field || !value) continue;
      if (key === 'place' && ![...field.options].some((option) => option.value === value)) {
        field.add(new Option(value, value));
        field.parentElement.hidden = false;
      }
      field.value = value;
    }
  };
  const named = () => {
    for (const option of form.elements.place?.options ?? []) {
      if (option.value && option.text === option.value) option.text = places.get(option.value) ?? option.value;
    }
  };

  let order = { column: null, down: false };
  let asked = 0;
  const apply = async () => {
    const mine = ++asked;
    const wanted = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]));
    const narrow = Object.values(wanted).some(Boolean);
    keep(wanted);
    if (!narrow && order.column === null) {
      body.replaceChildren(...own);
      ways(false);
      more.hidden = true;
      status.textContent = '';
      return;
    }
    let failed = false;
    if (!rows) {
      if (count > 1) status.textContent = words.busy;
      try {
        rows = await load();
        named();
      } catch {
        failed = true;
      }
    }
    if (mine !== asked) return;
    let shown = (rows ?? own).filter((row) => fits(row, wanted));
    if (order.column !== null) shown = globalThis.commonweal.sorted(shown, order.column, order.down);
    ways(!failed);
    const total = shown.length;
    const tell = plural.select(total) === 'one' ? words.one : words.many;
    status.textContent = failed ? words.failed : total === 0 ? words.none : tell.replace('#', numbers.format(total));
    body.replaceChildren(...shown.splice(0, SHOWN));
    more.hidden = shown.length === 0;
    more.onclick = () => {
      const first = shown[0];
      body.append(...shown.splice(0, SHOWN));
      more.hidden = shown.length === 0;
      first?.querySelector('a').focus();
    };
  };

  let pause;
  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(apply, 200);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener('reset', () => setTimeout(apply));
  const list = (column, down) => {
    order = { column, down };
    apply();
  };
  list.pages = count;
  (globalThis.commonweal ??= {}).list = list;
  arrive();
  // A browser that goes back fills the form again.
  if ([...new FormData(form).values()].some(Boolean)) apply();
})();
