// What pages gain with a script: tables that sort, links to copy, all folds at once. Nothing needs it to be read.
'use strict';
(() => {
  const root = document.documentElement;
  const words = document.getElementById('main')?.dataset ?? {};
  const collator = new Intl.Collator(root.lang, { numeric: true });

  // The cell that covers a column; null where a wider one that began before stands in its place.
  const cellAt = (row, column) => {
    let at = 0;
    for (const cell of row.cells) {
      if (at >= column) return at === column ? cell : null;
      at += cell.colSpan;
    }
    return null;
  };

  // What a cell is ordered by: a number, a text, or null where there is nothing to compare: that stands last.
  const valueOf = (row, column) => {
    const cell = cellAt(row, column);
    if (!cell) return null;
    const { order } = cell.dataset;
    if (order !== undefined) return order === '' ? null : Number(order);
    const text = cell.textContent.trim();
    if (text === '' || text === '–' || /^\[[a-z]\]/.test(text)) return null;
    const number = text.replace(/[\s,\u00a0\u202f]/g, '').replace('\u2212', '-').match(/^[+-]?\d+(\.\d+)?/);
    return number ? Number(number[0]) : text;
  };

  // Rows in the order of a column. Equal rows keep their order, and what cannot be compared stands last both ways.
  const sorted = (rows, column, down) => {
    const keyed = rows.map((row) => [valueOf(row, column), row]);
    const text = keyed.some(([value]) => typeof value === 'string');
    const compare = (a, b) => (text ? collator.compare(a, b) : a - b);
    keyed.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return down ? compare(b, a) : compare(a, b);
    });
    return keyed.map(([, row]) => row);
  };

  // Puts a button into every head that has something to sort by. `order(column, down)` does it; column null is the
  // order that the page came in. Numbers begin with the largest, texts with the first.
  const sortable = (table, order) => {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 3) return;
    const rows = [...body.rows];
    const first = order ?? ((column, down) => body.append(...(column === null ? rows : sorted(rows, column, down))));
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const values = rows.map((row) => valueOf(row, column)).filter((value) => value !== null);
      // A list of several pages may have on another one what this one lacks.
      const { first: begins } = head.dataset;
      if (values.length === 0 && !(order?.pages > 1 && begins)) return;
      const down = begins ? begins === 'down' : values.every((value) => typeof value === 'number');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'so';
      button.append(...head.childNodes);
      head.append(button);
      const states = [null, down ? 'descending' : 'ascending', down ? 'ascending' : 'descending'];
      button.addEventListener('click', () => {
        const next = states[(states.indexOf(head.getAttribute('aria-sort')) + 1) % 3];
        for (const other of table.tHead.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
        if (next) head.setAttribute('aria-sort', next);
        first(next ? column : null, next === 'descending');
      });
    });
  };

  // One line that screen readers are told, and everybody sees for a moment.
  let status, hide;
  const say = (text) => {
    if (!status) {
      status = document.createElement('p');
      status.className = 'say';
      status.setAttribute('role', 'status');
      document.body.append(status);
    }
    // A region that was just made is only listened to from the next change on.
    setTimeout(() => { status.textContent = text; }, 50);
    clearTimeout(hide);
    hide = setTimeout(() => { status.textContent = ''; }, 4000);
  };

  const copyable = (owner, heading) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cp';
    button.textContent = '#';
    button.setAttribute('aria-label', `${words.copy}: ${heading.textContent.trim()}`);
    button.addEventListener('click', async () => {
      const address = `${location.href.split('#')[0]}#${encodeURIComponent(owner.id)}`;
      try {
        await navigator.clipboard.writeText(address);
        say(words.copied);
      } catch {
        // Where the page may not write to the clipboard, the address bar has it.
        location.hash = owner.id;
      }
    });
    heading.append(button);
  };

  const foldable = (button) => {
    const folds = () => [...document.querySelectorAll('main details')];
    if (folds().length < 2) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      const open = folds().some((fold) => !fold.open);
      for (const fold of folds()) fold.open = open;
      button.textContent = open ? button.dataset.close : button.dataset.open;
    });
  };

  const shared = Object.assign((globalThis.commonweal ??= {}), { sorted });
  for (const table of document.querySelectorAll('table[data-sortable]')) sortable(table, shared.list);
  for (const heading of document.querySelectorAll('main h2[id]')) copyable(heading, heading);
  for (const figure of document.querySelectorAll('main figure[id]')) copyable(figure, figure.querySelector('h3'));
  for (const button of document.querySelectorAll('button[data-folds]')) foldable(button);
})();
