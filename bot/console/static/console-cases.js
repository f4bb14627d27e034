/* The list of cases beside a conversation: where the window is too narrow for it, it comes over the page. */
const side = document.getElementById('side');
const button = () => document.querySelector('[data-side]');

function show(isOpen) {
  side.classList.toggle('open', isOpen);
  button()?.setAttribute('aria-expanded', String(isOpen));
  if (!isOpen) return;
  const first = side.querySelector('[aria-current]') ?? side.querySelector('[data-item] a');
  (first ?? side.querySelector('a'))?.focus();
}

document.addEventListener('click', ({ target }) => {
  if (!side) return;
  if (target.closest?.('[data-side]')) show(!side.classList.contains('open'));
  else if (!side.contains(target)) show(false);
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !side?.classList.contains('open')) return;
  show(false);
  button()?.focus();
});
// A fresh switch knows nothing of the list that is open.
document.addEventListener('htmx:oobAfterSwap', () => {
  if (side?.classList.contains('open')) button()?.setAttribute('aria-expanded', 'true');
});
