/** Without this file the page still works: its links and forms load it anew. With it, the chat stays open beside. */
const panel = document.getElementById('panel');
const page = document.getElementById('page');
const wide = matchMedia('(min-width: 64rem)');

function openChat(link) {
  const { buyer, name } = link.dataset;
  const address = link.getAttribute('href');
  let frame = panel.querySelector('iframe');
  if (frame?.dataset.buyer !== buyer) {
    frame?.remove();
    frame = document.createElement('iframe');
    frame.title = `Chat as ${name}`;
    frame.dataset.buyer = buyer;
    frame.src = address;
    panel.append(frame);
  } else if (link.id !== 'open-chat') {
    // The chat is open: it goes on about this order.
    const token = address.split('token=')[1];
    frame.contentWindow.postMessage(
      { type: 'resolve:token', token, isOrder: true },
      location.origin,
    );
  }
  document.getElementById('panel-title').textContent = `You chat as ${name}`;
  panel.hidden = false;
  page.classList.add('chatting');
  frame.focus();
}

function closeChat() {
  panel.hidden = true;
  page.classList.remove('chatting');
  document.getElementById('open-chat').focus();
}

/** The same fold before and after: its order, its item if it is of one, its own words. */
function nameOf(fold) {
  const order = fold.closest('.order').querySelector('h2').textContent;
  const item = fold.closest('.item')?.querySelector('h3').textContent;
  return [order, item, fold.querySelector('summary').textContent].join('/');
}

/** Replaces the orders by those of the answer; what was folded open stays so. */
async function show(response) {
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const orders = fresh.getElementById('orders');
  if (!orders) return location.reload();
  const current = document.getElementById('orders');
  const open = new Set([...current.querySelectorAll('details[open]')].map(nameOf));
  for (const fold of orders.querySelectorAll('details')) fold.open = open.has(nameOf(fold));
  current.replaceWith(orders);
  document.title = fresh.title;
  // A region that is new says nothing to a screen reader: the words have to change in one that is there.
  const live = document.getElementById('live');
  const words = [...live.childNodes];
  live.replaceChildren();
  setTimeout(() => live.replaceChildren(...words), 50);
  if (words.length > 0) scrollTo({ top: 0, behavior: 'smooth' });
  return undefined;
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  for (const other of document.querySelectorAll('main button')) other.disabled = true;
  const reset = form.action.endsWith('/demo/reset');
  await show(await fetch(form.action, { method: 'POST', body: fields }));
  // Its conversations are gone with the reset.
  if (reset && panel.querySelector('iframe')) {
    panel.querySelector('iframe').remove();
    closeChat();
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  const words = form.dataset.confirm;
  event.preventDefault();
  if (words && !confirm(words)) return;
  // The browser's own way where ours fails.
  send(form, event.submitter).catch(() => location.reload());
});

document.addEventListener('click', (event) => {
  if (event.target.closest('#close-chat')) closeChat();
  const link = event.target.closest('.opens-chat');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !wide.matches) return;
  event.preventDefault();
  openChat(link);
});
