/* The agents' screens: the live feed, the composer and its draft, pictures, countdowns. htmx fetches what is shown. */
const desk = document.querySelector('[data-desk]');
const caseId = desk?.dataset.case;
const $ = (id) => document.getElementById(id);
const body = document.body;
const say = (value) => body.dispatchEvent(new CustomEvent('say', { detail: { value } }));
const signedOut = () => body.dispatchEvent(new CustomEvent('signed-out'));
// As htmx asks: without a session the answer is a no, not the sign-in page. The token is that of the newest sign-in.
const headers = () => ({ 'HX-Request': 'true', ...JSON.parse(body.getAttribute('hx-headers')) });
const post = async (url, fields) => {
  const sent = { headers: headers(), body: new URLSearchParams(fields), keepalive: true };
  const answer = await fetch(url, { method: 'POST', ...sent });
  if (answer.status === 401) signedOut();
  return answer;
};

// Presence: said once a page and then every 30 s by the element itself.
if ($('presence'))
  htmx.ajax('POST', '/console/here', {
    target: '#presence',
    values: { status: sessionStorage.getItem('status') ?? 'available' },
  });
$('presence')?.addEventListener('change', ({ target }) =>
  sessionStorage.setItem('status', target.value),
);

// Countdowns, by the server's clock: a demo's may have been moved.
const nowMs = () => performance.timeOrigin + performance.now();
const ahead = desk ? Date.parse(desk.dataset.now) - nowMs() : 0;
function span(ms) {
  const minutes = Math.floor(ms / 60000);
  const days = Math.floor(minutes / 1440);
  if (days > 1)
    return [
      `${days} d`,
      ...(Math.floor((minutes % 1440) / 60) ? [`${Math.floor((minutes % 1440) / 60)} h`] : []),
    ].join(' ');
  const hours = Math.floor(minutes / 60);
  if (hours) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return minutes ? `${minutes} min` : '';
}
function count() {
  for (const time of document.querySelectorAll('time[data-left]')) {
    const ms = Date.parse(time.dateTime) - nowMs() - ahead;
    const words = span(Math.abs(ms));
    const text = words === '' ? 'now' : ms > 0 ? `in ${words}` : `${words} ago`;
    if (time.textContent !== text) time.textContent = text;
  }
}
setInterval(count, 20000);

// The conversation: what is new is added below, one fetch at a time, so that no line comes twice.
const box = $('lines-box');
const isAtEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < 120;
const toEnd = () => box?.scrollTo(0, box.scrollHeight);
let fetching = false;
let again = false;
async function addLines() {
  again = true;
  if (fetching) return;
  fetching = true;
  while (again) {
    again = false;
    const list = $('lines');
    const end = isAtEnd();
    await htmx.ajax(
      'GET',
      `/console/cases/${caseId}/lines?after=${list.dataset.last}&notes=${list.dataset.notes}`,
      { target: '#lines', swap: 'beforeend' },
    );
    const mark = list.querySelector(':scope > li[hidden]');
    if (mark) {
      list.dataset.last = mark.dataset.last;
      list.dataset.notes = mark.dataset.notes;
      mark.remove();
    }
    if (end) toEnd();
  }
  fetching = false;
}
let drawing;
const redraw = () => {
  clearTimeout(drawing);
  drawing = setTimeout(
    () => htmx.ajax('GET', `/console/cases/${caseId}/frame`, { target: '#case-top', swap: 'none' }),
    80,
  );
};
// Soon after the first news; a busy desk's stream of it neither holds the list back nor fetches it all the time.
let isListing = false;
let listedAt = -2000;
const relist = () => {
  if (isListing) return;
  isListing = true;
  const list = () => {
    isListing = false;
    listedAt = nowMs();
    body.dispatchEvent(new CustomEvent('desk:list'));
  };
  setTimeout(list, Math.max(120, listedAt + 2000 - nowMs()));
};
toEnd();

// The feed: the browser comes back by itself after a drop and says what it had last. Not after an answer that is no
// stream, of a proxy while the server starts anew say: then we do.
let feed;
let last = desk?.dataset.no;
async function reopen() {
  const answer = await fetch('/console/session', { headers: headers() }).catch(() => undefined);
  if (answer?.status === 401) signedOut();
  else if (answer?.ok) listen();
  else setTimeout(reopen, 3000);
}
function listen() {
  if (!last || (feed && feed.readyState !== EventSource.CLOSED)) return;
  feed = new EventSource(`/console/feed?after=${last}`);
  feed.addEventListener('error', ({ target }) => {
    if (target === feed && target.readyState === EventSource.CLOSED) setTimeout(reopen, 1000);
  });
  feed.addEventListener('case', ({ data, lastEventId }) => {
    last = lastEventId || last;
    const { kind, handoffId, own, mine, from } = JSON.parse(data);
    relist();
    if (handoffId === caseId) {
      void addLines();
      if (kind !== 'message' && kind !== 'note') redraw();
      if (from === 'buyer') $('typing').textContent = '';
    } else if (mine && !own && from === 'buyer') say('New message in another case of yours.');
  });
  let typing;
  feed.addEventListener('typing', ({ data }) => {
    const { conversationId, from, name } = JSON.parse(data);
    if (from !== 'buyer' || conversationId !== desk.dataset.conversation) return;
    $('typing').textContent = `${name || 'The buyer'} is typing…`;
    clearTimeout(typing);
    typing = setTimeout(() => ($('typing').textContent = ''), 6000);
  });
  feed.addEventListener('signed-out', () => {
    feed.close();
    signedOut();
  });
}
listen();
addEventListener('pagehide', () => feed?.close());
addEventListener('pageshow', listen);
body.addEventListener('signed-out', () => feed?.close());
body.addEventListener('signed-in', () => {
  listen();
  void saveDraft();
  if (caseId) void addLines().then(redraw);
});

// The draft: kept on the server a moment after the last key, and when the page is left.
const text = () => $('say');
let kept = text()?.value;
let keeping;
let typedAt = -3000;
function saveDraft() {
  const area = text();
  if (!area || area.value === kept) return undefined;
  kept = area.value;
  return post(area.dataset.draft, { text: kept })
    .then(({ ok }) => ok)
    .catch(() => false)
    .then((ok) => {
      if (!ok) kept = undefined;
      if ($('saved')) $('saved').textContent = ok ? 'Draft saved' : 'Draft not saved yet';
    });
}
document.addEventListener('input', ({ target }) => {
  if (target.id !== 'say') return;
  if ($('saved')) $('saved').textContent = '';
  clearTimeout(keeping);
  keeping = setTimeout(saveDraft, 600);
  if (target.value === '/') openInsert();
  const reply = $('as-reply')?.checked;
  if (reply && nowMs() - typedAt > 3000 && target.value) {
    typedAt = nowMs();
    void post(target.dataset.typing, {});
  }
});
addEventListener('pagehide', saveDraft);

// Sending: under one key until the server has it, so that a bad line says nothing twice.
document.addEventListener('htmx:configRequest', ({ target, detail }) => {
  if (target.id === 'composer') {
    target.dataset.key ||= crypto.randomUUID();
    detail.parameters.key = target.dataset.key;
  }
});
// A refusal that is shown counts as a success for htmx, so the answer itself is asked.
const isDone = ({ successful, xhr }) => successful && xhr.status < 400;
document.addEventListener('htmx:afterRequest', ({ target, detail }) => {
  if (!target.matches?.('[data-composer]') || !isDone(detail)) return;
  delete target.dataset.key;
  clearTimeout(keeping);
  const area = target.querySelector('textarea');
  area.value = kept = '';
  if ($('refused')) $('refused').textContent = '';
  if ($('as-reply')) $('as-reply').checked = true;
  area.focus();
  void addLines().then(toEnd);
});
document.addEventListener('htmx:afterRequest', ({ target, detail }) => {
  if (!target.matches?.('[data-picture]') || !isDone(detail)) return;
  target.reset();
  if ($('refused')) $('refused').textContent = '';
  void addLines().then(toEnd);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    event.target.closest?.('form[data-composer], form[data-job-form]')?.requestSubmit();
});
// A refusal is shown beside what was typed, and takes nothing away.
document.addEventListener('htmx:beforeSwap', ({ detail, target }) => {
  const status = detail.xhr.status;
  if ((status !== 409 && status !== 422) || !detail.serverResponse) return;
  const form = detail.requestConfig.elt;
  detail.target = form.querySelector?.('.refused') ?? $('refused') ?? target;
  detail.shouldSwap = true;
  detail.isError = false;
  detail.swapOverride = 'innerHTML';
  setTimeout(() => detail.target.focus?.(), 30);
});
// It is about what was there before.
document.addEventListener('input', ({ target }) => {
  const refused = target.form?.querySelector('.refused');
  if (refused) refused.textContent = '';
});
document.addEventListener('htmx:afterSwap', ({ target }) => {
  if (target.id === 'job') $('job-title')?.focus();
});

// Dialogs: ready replies, a picture.
function dialog(id, label, html) {
  let found = $(id);
  if (!found) {
    found = document.createElement('dialog');
    found.id = id;
    found.setAttribute('aria-label', label);
    found.innerHTML = html;
    body.append(found);
    found.addEventListener('click', (event) => event.target === found && found.close());
    htmx.process(found);
  }
  found.showModal();
  return found;
}
const closing = '<form method="dialog"><button class="button">Close</button></form>';
function openInsert() {
  if (!text()) return;
  const menu = dialog(
    'insert-menu',
    'Replies and articles',
    `<div class="dialog-head"><label>Replies and articles <input id="insert-q" name="q" type="search" autocomplete="off" placeholder="Search" hx-get="/console/cases/${caseId}/insert" hx-target="#insert-found" hx-trigger="input changed delay:200ms"></label>${closing}</div><div id="insert-found"></div>`,
  );
  htmx.ajax('GET', `/console/cases/${caseId}/insert`, {
    target: '#insert-found',
    swap: 'innerHTML',
  });
  $('insert-q').value = '';
  $('insert-q').focus();
  menu.onkeydown = ({ key }) => {
    const all = [...menu.querySelectorAll('[data-insert]')];
    const at = all.indexOf(document.activeElement);
    if (key === 'ArrowDown') all[Math.min(all.length - 1, at + 1)]?.focus();
    if (key === 'ArrowUp') (at > 0 ? all[at - 1] : $('insert-q')).focus();
    if (key === 'Enter' && at < 0) all[0]?.click();
  };
}
document.addEventListener('click', (event) => {
  const on = (selector) => event.target.closest?.(selector);
  const insert = on('[data-insert]');
  if (insert) {
    const area = text();
    $('insert-menu')?.close();
    if (area.value === '/') area.value = '';
    area.setRangeText(insert.dataset.insert, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
  }
  if (on('[data-open="insert"]')) openInsert();
  if (on('[data-close-job]')) $('job').textContent = '';
  if (on('[data-print]')) print();
  const thumb = on('[data-zoom]');
  if (thumb && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const shown = dialog(
      'zoom',
      'Picture',
      `<div class="dialog-head"><b id="zoom-name"></b>${closing}</div><img id="zoom-img" alt="">`,
    );
    shown.querySelector('b').textContent = thumb.dataset.zoom;
    shown.querySelector('img').src = thumb.href;
    shown.querySelector('img').alt = thumb.dataset.zoom;
  }
});
for (const form of document.querySelectorAll('form[data-autosubmit]'))
  form.addEventListener('change', () => form.requestSubmit());
const undo = document.querySelector('[data-undo]');
if (undo) setTimeout(() => undo.remove(), 10000);
// Another page of this case keeps nothing that the server does not know.
document.addEventListener('submit', (event) => event.target.closest('.case-top') && saveDraft());
