// The code works without this: it only saves the typing.
const copy = document.getElementById('copy');
const said = document.getElementById('copied');
const code = (document.getElementById('code')?.textContent ?? '').replace(/\D/g, '');

if (copy && said && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code);
      said.textContent = 'Copied. Now go back to your chat.';
    } catch {
      said.textContent = 'This did not work. Please type the 8 digits.';
    }
  });
}
