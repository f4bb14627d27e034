/* A session that ends under an open page, here or in another tab: nothing that is typed there is lost, nothing is shown. */
const { body } = document;
const main = document.getElementById('main');
const others = new BroadcastChannel('resolve-console');
const own = { 'HX-Request': 'true' };
let bar;

const tell = (name) => body.dispatchEvent(new CustomEvent(name));

/** The session as it is now: `out`, `same`, `other` (somebody else's), or `unknown` without a connection. */
async function look() {
  const answer = await fetch('/console/session', { headers: own }).catch(() => undefined);
  if (answer?.status === 401) return 'out';
  if (!answer?.ok) return 'unknown';
  const { staff, csrf } = await answer.json();
  if (staff !== body.dataset.staff) return 'other';
  body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRF-Token': csrf }));
  for (const field of document.querySelectorAll('input[name="_csrf"]')) field.value = csrf;
  return 'same';
}

function close() {
  if (bar) return;
  bar = document.createElement('div');
  bar.className = 'signed-out';
  bar.setAttribute('role', 'main');
  bar.tabIndex = -1;
  bar.innerHTML =
    '<div role="alert"><h1>You are signed out</h1><p>What you typed is kept: sign in again in a new tab, then come back to this one.</p></div><a class="button" href="/console/sign-in" target="_blank" rel="noopener">Sign in again</a>';
  document.querySelector('.console-head').after(bar);
  // Whoever sits here now need not be the one who was signed in.
  main.inert = true;
  for (const open of document.querySelectorAll('dialog[open]')) open.close();
}

async function open() {
  if (!bar) return;
  const found = await look();
  // Another person's page is not for this one.
  if (found === 'other') location.reload();
  if (found !== 'same' || !bar) return;
  bar.remove();
  bar = undefined;
  main.inert = false;
  tell('signed-in');
}

body.addEventListener('signed-out', close);
addEventListener('focus', open);
document.addEventListener('visibilitychange', () => document.hidden || void open());
others.addEventListener('message', async ({ data }) => {
  if (data === 'in') return open();
  if ((await look()) === 'out') tell('signed-out');
});
others.postMessage('in');
// A page that the Back key brings out of the browser's memory.
addEventListener('pageshow', async ({ persisted }) => {
  if (persisted && (await look()) === 'out') tell('signed-out');
});

// Nothing is sent into nowhere: the page would be left, and with it what is typed.
document.addEventListener(
  'submit',
  (event) => {
    if (!bar) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    bar.focus();
  },
  true,
);
