/* <script src="https://help.shop/embed.js" data-token="JWT of the signed-in buyer" defer></script> */
(() => {
  const me = document.currentScript;
  const { origin } = new URL(me.src);
  const make = (tag, css, more) => {
    const element = Object.assign(document.createElement(tag), more);
    element.style.cssText = `position:fixed;z-index:2147483000;right:16px;${css}`;
    return document.body.appendChild(element);
  };
  const corner = 'background:#0b6b5d;color:#fff;border:0;font:600 22px system-ui';
  const button = make(
    'button',
    `bottom:16px;width:56px;height:56px;border-radius:50%;cursor:pointer;${corner}`,
    { type: 'button', textContent: '?' },
  );
  const small = matchMedia('(max-width:480px)');
  const seen = new Set();
  let frame;
  let open = false;
  const show = () => {
    const n = open ? 0 : seen.size;
    button.textContent = open ? '×' : n || '?';
    button.ariaExpanded = open;
    button.ariaLabel = open ? 'Close the chat' : `Open the chat${n ? `, ${n} new messages` : ''}`;
    button.style[small.matches && open ? 'top' : 'bottom'] = small.matches && open ? '8px' : '16px';
    if (!open) button.style.top = '';
    if (frame) frame.style.visibility = open ? 'visible' : 'hidden';
  };
  button.onclick = () => {
    open = !open;
    seen.clear();
    const box = small.matches
      ? 'inset:0;width:100vw;height:100dvh'
      : 'bottom:84px;width:400px;height:min(680px,calc(100dvh - 110px));border-radius:16px';
    frame ??= make('iframe', `border:0;box-shadow:0 8px 40px #0004;${box}`, {
      title: 'Chat',
      src: `${origin}/chat${me.dataset.token ? `#token=${me.dataset.token}` : ''}`,
    });
    button.style.zIndex = 2147483001;
    show();
    if (open) frame.focus();
  };
  addEventListener('message', (event) => {
    if (event.origin !== origin || event.data?.type !== 'resolve:message' || open) return;
    seen.add(event.data.id);
    show();
  });
  show();
})();
