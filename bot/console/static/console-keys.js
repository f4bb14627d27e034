/* Keyboard first: one letter each outside of inputs (who wants none switches them off), Ctrl-K for everything. */
const all = (selector) =>
  [...document.querySelectorAll(selector)].filter((one) => one.offsetParent);
const items = () =>
  all('[data-item]')
    .map((item) => item.querySelector('a, button'))
    .filter(Boolean);
const isTyping = (target) => target.closest?.('input, textarea, select, [contenteditable="true"]');

function move(step) {
  const links = items();
  if (links.length === 0) return;
  const at = links.findIndex((link) =>
    link.closest('[data-item]').contains(document.activeElement),
  );
  const current = at < 0 ? links.findIndex((link) => link.hasAttribute('aria-current')) : at;
  const next = links[Math.max(0, Math.min(links.length - 1, current < 0 ? 0 : current + step))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

/** Presses what is named; a field or a choice that leads to one is focused. */
function run(element) {
  const radio = element.matches('input[type="radio"]');
  if (radio) element.checked = true;
  const field = element.dataset.focus && document.getElementById(element.dataset.focus);
  if (field) field.focus();
  else {
    const menu = element.closest('details');
    if (menu) menu.open = true;
    element.click();
    if (element.matches('summary')) element.focus();
  }
}

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    return palette();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
    return;
  if (event.key === 'Escape' && isTyping(event.target)) return event.target.blur();
  if (document.body.dataset.singleKeys !== 'on' || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === 'j' || key === 'k') move(key === 'j' ? 1 : -1);
  else if (key === '?') help();
  else if (
    key === 'c' &&
    document.activeElement?.closest('[data-item]')?.querySelector('[data-claim]')
  )
    document.activeElement.closest('[data-item]').querySelector('[data-claim]').click();
  else {
    const target = all(`[data-key="${CSS.escape(key)}"]`)[0];
    if (!target && key === '/') location.href = '/console/search';
    if (!target) return;
    event.preventDefault();
    run(target);
    return;
  }
  event.preventDefault();
});

function open(id, label) {
  const dialog = document.createElement('dialog');
  dialog.id = id;
  dialog.className = 'palette';
  dialog.setAttribute('aria-label', label);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  return dialog;
}

/** Everything that can be done on this page, and every page. */
function commands() {
  const pages = all('.console-tabs a').map((link) => ({
    words: `Go to ${link.textContent.trim()}`,
    key: '',
    element: link,
  }));
  const here = [...document.querySelectorAll('[data-command]')].map((element) => ({
    ...{ words: element.dataset.command, key: element.dataset.key ?? '', element },
  }));
  const cases = all('[data-item] a[id^="case-"]').map((link) => ({
    ...{
      words: `Open ${link.querySelector('.case-who b, b').textContent}`,
      key: '',
      element: link,
    },
  }));
  const keys = { words: 'All keys', key: '?', run: help };
  return [...here, ...pages, ...cases, keys];
}

const frame =
  '<label>Commands <input type="search" role="combobox" aria-expanded="true" aria-controls="palette-list" autocomplete="off" placeholder="Type what you want to do"></label><ul id="palette-list" role="listbox" aria-label="Commands"></ul>';

function row({ words, key }, index, isChosen) {
  const line = document.createElement('li');
  line.id = `command-${index}`;
  line.setAttribute('role', 'option');
  line.setAttribute('aria-selected', String(isChosen));
  line.textContent = words;
  if (key)
    line.append(Object.assign(document.createElement('kbd'), { textContent: key.toUpperCase() }));
  return line;
}

function palette() {
  if (document.getElementById('palette')) return;
  const back = document.activeElement;
  const known = commands();
  const dialog = open('palette', 'Commands');
  dialog.innerHTML = frame;
  const [input, list] = [dialog.querySelector('input'), dialog.querySelector('ul')];
  let [found, at] = [known, 0];
  const draw = () => {
    const words = input.value.toLowerCase().split(/\s+/);
    found = known.filter((one) => words.every((word) => one.words.toLowerCase().includes(word)));
    at = Math.max(0, Math.min(at, found.length - 1));
    list.replaceChildren(...found.map((one, index) => row(one, index, index === at)));
    input.setAttribute('aria-activedescendant', found.length ? `command-${at}` : '');
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (index) => {
    if (!found[index]) return;
    dialog.close();
    back?.focus?.();
    if (found[index].run) found[index].run();
    else run(found[index].element);
  };
  list.addEventListener('click', ({ target }) =>
    choose([...list.children].indexOf(target.closest('li'))),
  );
  input.addEventListener('input', () => {
    at = 0;
    draw();
  });
  input.addEventListener('keydown', (event) => {
    if (!['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Enter') choose(at);
    else at += event.key === 'ArrowDown' ? 1 : -1;
    draw();
  });
  draw();
  dialog.showModal();
  input.focus();
}

const everywhere = [
  ['J', 'Next in the list'],
  ['K', 'The one before'],
  ['Enter', 'Open it'],
  ['Ctrl K', 'All commands'],
  ['?', 'These keys'],
  ['Esc', 'Leave a field or a menu'],
  ['Ctrl Enter', 'Send'],
];
function help() {
  const dialog = open('keys', 'Keys');
  const here = [...document.querySelectorAll('[data-key][data-command]')].map((one) => [
    one.dataset.key.toUpperCase(),
    one.dataset.command,
  ]);
  const rows = [...new Map([...everywhere, ...here])];
  dialog.innerHTML =
    '<h2>Keys</h2><dl></dl><p><a href="/console/account">Switch single keys off</a></p><form method="dialog"><button class="button primary">Close</button></form>';
  for (const [key, words] of rows) {
    const row = document.createElement('div');
    row.innerHTML = '<dt><kbd></kbd></dt><dd></dd>';
    row.querySelector('kbd').textContent = key;
    row.querySelector('dd').textContent = words;
    dialog.querySelector('dl').append(row);
  }
  dialog.showModal();
}
