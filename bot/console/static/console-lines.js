/* Who reads further up is told that something new is below, and is not torn away from what they read. */
const box = document.getElementById('lines-box');
const button = document.getElementById('to-newest');
const isAtEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < 120;

if (box && button) {
  // After the page itself has gone to the end, where it does.
  const look = () =>
    setTimeout(() => {
      button.hidden = isAtEnd();
    }, 80);
  new MutationObserver((changes) => {
    const isNew = changes.some(({ addedNodes }) =>
      [...addedNodes].some((node) => node.nodeName === 'LI' && !node.hidden),
    );
    if (isNew) look();
  }).observe(document.getElementById('lines'), { childList: true });
  box.addEventListener('scroll', () => {
    if (isAtEnd()) button.hidden = true;
  });
  button.addEventListener('click', () => box.scrollTo(0, box.scrollHeight));
}
