/** Undefined where browser and page both keep it to themselves. */
function parentOrigin() {
  const [above] = window.location.ancestorOrigins ?? [];
  return above ?? (document.referrer ? new URL(document.referrer).origin : undefined);
}

/** The shop's page around us, if there is one: only its configured origins are spoken to, and only they are heard. */
export function shopFrame(parents, { identified }) {
  const isFramed = window.parent !== window;
  const close = document.getElementById('close');
  let origins = parents.filter((origin) => [undefined, origin].includes(parentOrigin()));
  const tell = (message) => {
    if (isFramed) for (const origin of origins) window.parent.postMessage(message, origin);
  };
  let isOpen = false;
  let wantsFocus = false;
  /** Where the frame's own focus was before it had a page, keys would go nowhere. */
  const takeFocus = () => {
    if (!wantsFocus) return;
    window.focus();
    // On a phone the box would bring up the keyboard over the greeting.
    const isFine = matchMedia('(pointer: fine)').matches;
    const place = document.querySelector(isFine ? '#webchat textarea' : '#webchat');
    place?.focus();
    wantsFocus = !place;
  };
  const opened = ({ isFull }) => {
    isOpen = true;
    // Elsewhere the launcher is in sight, and closes.
    close.hidden = !isFull;
    wantsFocus = true;
    takeFocus();
  };
  const heard = {
    'resolve:opened': opened,
    'resolve:closed': () => {
      isOpen = false;
      wantsFocus = false;
    },
    'resolve:token': ({ token, isOrder }) => void identified(token, isOrder),
  };
  addEventListener('message', ({ source, origin, data }) => {
    if (!isFramed || source !== window.parent || !parents.includes(origin)) return;
    origins = [origin];
    heard[data?.type]?.(data);
  });
  addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented && isOpen) tell({ type: 'resolve:close' });
  });
  close.addEventListener('click', () => tell({ type: 'resolve:close' }));
  if (isFramed) document.body.classList.add('framed');
  return { tell, takeFocus };
}
