// Narrows and sorts the list of all groups. The other pages of the list are asked for on the first use.
'use strict';
(() => {
  const form = document.getElementById('filter');
  const table = document.querySelector('table.grp');
  if (!form || !table) return;
  const words = form.dataset;
  const body = table.tBodies[0];
  const [status, more] = ['narrowed', 'more'].map((id) => document.getElementById(id));
  const turn = document.querySelector('nav.pages');
  const own = [...body.rows];
  const lang = document.documentElement.lang;
  const plural = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);
  const home = new URL(words.home || './', location.href).href;
  const count = Number(words.pages);
  const AT_ONCE = 6;
  const SHOWN = 100;

  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  const fetched = async (number) => {
    if (number === Number(words.page)) return own;
    const address = `${home}groups/${number > 1 ? `${number}/` : ''}index.html`;
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
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
      known.set(row, {
        text: fold(links.map((link) => link.textContent).join(' ')),
        path: decodeURI(links[0].href).slice(decodeURI(home).length),
        tokens: row.dataset.f.split(' '),
      });
    }
    return known.get(row);
  };

  const fits = (row, { text, type, platform, grade, place }) => {
    const { text: names, path, tokens } = facts(row);
    return (!text || fold(text).split(/\s+/).every((word) => names.includes(word)))
      && [type, platform, grade].every((token) => !token || tokens.includes(token))
      && (!place || path.startsWith(`${place}/`));
  };

  let order = { column: null, down: false };
  let asked = 0;
  const apply = async () => {
    const mine = ++asked;
    const wanted = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]));
    const narrow = Object.values(wanted).some(Boolean);
    if (!narrow && order.column === null) {
      body.replaceChildren(...own);
      if (turn) turn.hidden = false;
      more.hidden = true;
      status.textContent = '';
      return;
    }
    let failed = false;
    if (!rows) {
      if (count > 1) status.textContent = words.busy;
      try {
        rows = await load();
      } catch {
        failed = true;
      }
    }
    if (mine !== asked) return;
    let shown = (rows ?? own).filter((row) => fits(row, wanted));
    if (order.column !== null) shown = globalThis.commonweal.sorted(shown, order.column, order.down);
    if (turn) turn.hidden = !failed;
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
  (globalThis.commonweal ??= {}).list = (column, down) => {
    order = { column, down };
    apply();
  };
  // A browser that goes back fills the form again.
  if ([...new FormData(form).values()].some(Boolean)) apply();
})();
