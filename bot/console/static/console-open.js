/* A redraw replaces parts of the page under somebody's hands: what they have opened, chosen or focused stays so. */
const detailsIn = (part) => part.querySelectorAll('details[id]');
const summaryOf = (details) => details.querySelector('summary');

let focused;
document.addEventListener('htmx:oobBeforeSwap', ({ detail: { target, fragment } }) => {
  for (const fresh of detailsIn(fragment)) {
    const before = target.querySelector(`#${CSS.escape(fresh.id)}`);
    if (!before) continue;
    // "Evidence (0)" has become "Evidence (1)": what came opens it, as on a new page.
    const isNews = summaryOf(before).textContent !== summaryOf(fresh).textContent;
    fresh.open = before.open || (isNews && fresh.open);
  }
  for (const fresh of fragment.querySelectorAll('select[id]')) {
    const chosen = target.querySelector(`#${CSS.escape(fresh.id)}`)?.value;
    const option = [...fresh.options].find(({ value }) => value === chosen);
    // As an attribute: a copy of the part may still be made.
    if (option) option.setAttribute('selected', '');
  }
  const active = target.contains(document.activeElement) ? document.activeElement : undefined;
  const inside = active?.matches('summary')
    ? `#${CSS.escape(active.parentElement.id)} > summary`
    : '';
  focused = active?.id ? `#${CSS.escape(active.id)}` : inside;
});
document.addEventListener('htmx:oobAfterSwap', () => {
  if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
  focused = '';
});
