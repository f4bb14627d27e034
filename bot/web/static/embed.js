/* Resolve's launcher: <script src="https://HELP/embed.js" data-token="the shop's JWT" defer></script>, see the README. */
// A block, so that nothing but window.resolveChat gets into the shop's page. A second script tag, as of a page that was
// swapped in, makes no second launcher.
if (window.resolveChat) {
  const { token } = document.currentScript.dataset;
  if (token) window.resolveChat.identify(token);
} else {
  const me = document.currentScript;
  const { origin } = new URL(me.src);
  const small = matchMedia('(max-width:480px),(max-height:480px)');
  const known = new Set();
  let { token } = me.dataset;
  let frame;
  let told;
  let opener;
  let isOpen = false;
  let isReady = false;
  let unread = 0;

  const host = document.createElement('resolve-chat');
  const root = host.attachShadow({ mode: 'open' });
  const add = (tag, more, parent = root) =>
    parent.appendChild(Object.assign(document.createElement(tag), more));
  const sheet = new CSSStyleSheet();
  // Neither a style attribute nor a style element: the shop's policy may forbid both.
  sheet.replaceSync(`:host{--a:var(--resolve-accent,#0b6b5d);--o:var(--resolve-on-accent,#fff);
--r:max(var(--resolve-right,16px),env(safe-area-inset-right));
--b:max(var(--resolve-bottom,16px),env(safe-area-inset-bottom));
position:fixed!important;z-index:2147483000!important;right:0;bottom:0;font:600 15px system-ui}
button{position:fixed;z-index:1;right:var(--r);bottom:var(--b);width:56px;height:56px;border:0;border-radius:50%;
background:var(--a);color:var(--o);font:600 24px/1 system-ui;cursor:pointer;box-shadow:0 2px 12px #0005}
:focus-visible{outline:3px solid var(--o);box-shadow:0 0 0 6px var(--a)}
i{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 5px;box-sizing:border-box;border-radius:11px;
background:#a3241f;color:#fff;font:700 13px/22px system-ui}
i:empty{display:none}
p{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
div{position:fixed;right:var(--r);bottom:calc(var(--b) + 68px);width:400px;height:min(720px,calc(100dvh - var(--b) - 84px));
border-radius:16px;overflow:hidden;overscroll-behavior:contain;background:Canvas;color-scheme:light dark;
box-shadow:0 8px 40px #0005;visibility:hidden;opacity:0}
div.open{visibility:visible;opacity:1}
iframe{display:block;width:100%;height:100%;border:0}
a{position:absolute;inset:35% 0 auto;padding:24px;background:Canvas;color:LinkText;text-align:center}
@media(prefers-color-scheme:dark){:host{--a:var(--resolve-accent,#5fd0bb);--o:var(--resolve-on-accent,#06231d)}}
@media(prefers-reduced-motion:no-preference){div{transition:opacity .15s,visibility .15s}}
@media(max-width:480px),(max-height:480px){.ready{visibility:hidden}
div{inset:0;width:auto;height:100dvh;box-sizing:border-box;border-radius:0;padding:env(safe-area-inset-top)
env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)}}
@media print{:host{display:none}}`);
  root.adoptedStyleSheets = [sheet];
  const button = add('button', { type: 'button', lang: 'en' });
  const icon = add('span', { ariaHidden: 'true' }, button);
  const badge = add('i', {}, button);
  const news = add('p', { role: 'status', lang: 'en' });
  const panel = add('div', { id: 'chat', role: 'dialog', ariaLabel: 'Chat' });
  button.setAttribute('aria-controls', 'chat');

  const show = () => {
    const count = unread ? `, ${unread} new message${unread > 1 ? 's' : ''}` : '';
    button.ariaExpanded = isOpen;
    button.ariaLabel = isOpen ? 'Close the chat' : (me.dataset.label || 'Open the chat') + count;
    // On a phone the chat's own header closes it.
    button.className = isOpen && isReady ? 'ready' : '';
    icon.textContent = isOpen ? '×' : '?';
    badge.textContent = unread || '';
    news.textContent = count.slice(2);
    panel.className = isOpen ? 'open' : '';
    panel.ariaModal = isOpen && small.matches;
  };
  const post = (message) => isReady && frame.contentWindow.postMessage(message, origin);
  // Also an empty one: whoever signed out in the shop has signed out of the chat.
  const address = () => `${origin}/chat#token=${token || ''}`;
  const tellOpened = () => isOpen && post({ type: 'resolve:opened', isFull: small.matches });
  const tellToken = (isOrder) => {
    if (!isReady || !token || told === `${isOrder}${token}`) return;
    told = `${isOrder}${token}`;
    post({ type: 'resolve:token', token, isOrder });
  };
  /* The chat's scripts have run before the frame has loaded, so what has not spoken by then is not the chat. */
  const stuck = () => {
    if (isReady || panel.querySelector('a')) return;
    const words = 'The chat cannot be shown here. Open it in a new tab.';
    add('a', { href: address(), target: '_blank', rel: 'noopener', textContent: words }, panel);
    // biome-ignore lint/suspicious/noConsole: for whoever builds the shop's page
    console.warn(`Resolve: no chat from ${origin}. Is ${location.origin} in its EMBED_ORIGINS?`);
  };
  const load = () => {
    told = `true${token}`;
    frame = add('iframe', { title: 'Chat', src: address() }, panel);
    frame.onload = () => setTimeout(stuck, 1000);
  };
  const unload = () => {
    panel.replaceChildren();
    known.clear();
    frame = undefined;
    isReady = false;
    unread = 0;
  };
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    post({ type: 'resolve:closed' });
    show();
    (opener?.isConnected ? opener : button).focus();
    opener = undefined;
  };
  const open = (wish = {}) => {
    if (wish.token) token = wish.token;
    const { activeElement: from, body } = document;
    if (!isOpen) opener = from === host || from === body ? button : from;
    isOpen = true;
    unread = 0;
    if (!frame) load();
    tellToken(true);
    show();
    frame.focus();
    tellOpened();
  };
  const heard = {
    'resolve:ready'() {
      isReady = true;
      panel.querySelector('a')?.remove();
      tellToken(true);
      tellOpened();
    },
    'resolve:message'({ id }) {
      if (!known.has(id) && !isOpen) unread += 1;
      known.add(id);
    },
    'resolve:close': close,
    'resolve:expired'() {
      dispatchEvent(new Event('resolve:expired'));
    },
  };
  const hear = ({ origin: from, source, data }) => {
    if (from !== origin || !frame || source !== frame.contentWindow) return;
    heard[data?.type]?.(data);
    show();
  };
  /* A link <a data-resolve-chat href="https://HELP/chat#token=..."> works without this file, too. */
  const follow = (press) => {
    const link = press.target.closest?.('a[data-resolve-chat]');
    const isPlain = !(press.defaultPrevented || press.ctrlKey || press.metaKey || press.shiftKey);
    if (!link || !isPlain) return;
    press.preventDefault();
    open({ token: new URLSearchParams(link.hash.slice(1)).get('token') });
  };
  const onKey = ({ key }) => key === 'Escape' && close();
  const on = (change) => {
    window[change]('message', hear);
    document[change]('click', follow);
    root[change]('keydown', onKey);
    small[change]('change', tellOpened);
  };

  button.onclick = () => (isOpen ? close() : open());
  on('addEventListener');
  show();
  // Beside the body, which some shops swap for another one.
  document.documentElement.append(host);
  window.resolveChat = {
    open,
    close,
    identify(next) {
      if (next === token) return;
      token = next;
      if (token) tellToken(false);
      else {
        close();
        unload();
        show();
      }
    },
    destroy() {
      on('removeEventListener');
      host.remove();
      delete window.resolveChat;
    },
  };
}
