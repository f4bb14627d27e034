/* On every page of the console. No framework beside htmx: words that are said, sign-outs, and the skip of focus. */
const said = document.getElementById('said');
let hiding;

/** Shows a line for a while, and screen readers read it out. */
export function say(words) {
  if (!said) return;
  said.textContent = words;
  said.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => said.classList.remove('shown'), 6000);
}

/** Whether a key without Ctrl is meant as a shortcut: not while typing, and not for who has switched them off. */
export function isShortcut(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.body.dataset.singleKeys !== 'on') return false;
  const target = event.target instanceof Element ? event.target : document.body;
  return !target.closest('input, textarea, select, [contenteditable="true"]');
}

// The shell's `say` of a fragment, and the words of a refusal.
document.body.addEventListener('say', (event) => say(event.detail.value));
document.body.addEventListener('htmx:sendError', () =>
  say('There is no connection. Nothing was done; try again.'),
);

// One menu at a time, and Escape closes it.
const menu = document.querySelector('.console-me');
document.addEventListener('click', (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu?.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

// The tab that one is on is in sight, also on a phone, where they don't all fit.
document
  .querySelector('.console-tabs [aria-current]')
  ?.scrollIntoView({ block: 'nearest', inline: 'center' });

// The sign-in page: perhaps somebody has just signed out here, so other tabs of the console ask how it is for them.
if (!document.body.dataset.staff) new BroadcastChannel('resolve-console').postMessage('out');
