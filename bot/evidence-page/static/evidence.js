/**
 * Shows what is chosen, takes photos back one by one, and says how far the sending is. Without it the form works as
 * forms do.
 */
function sizeOf(bytes) {
  const unit = bytes < 2 ** 20 / 10 ? 'kilobyte' : 'megabyte';
  const count = bytes / (unit === 'kilobyte' ? 2 ** 10 : 2 ** 20);
  const format = { style: 'unit', unit, maximumFractionDigits: unit === 'kilobyte' ? 0 : 1 };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(count);
}

/** What is chosen; a browser forgets it when its list is opened again, people do not. */
let chosen = [];

function begin(form) {
  chosen = [];
  const input = form.querySelector('input[type=file]');
  input.required = false;
  input.addEventListener('change', () => {
    const known = new Set(chosen.map(nameOf));
    document.querySelector('.upload-problem')?.remove();
    chosen.push(...[...input.files].filter((file) => !known.has(nameOf(file))));
    show(form, input);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
}

const nameOf = ({ name, size, lastModified }) => `${name}/${size}/${lastModified}`;

/** What can be known before anything is sent. */
function faultOf(files, { maxFiles, maxBytes, tooMany, tooMuch, none }) {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length === 0) return none;
  if (files.length > Number(maxFiles)) return tooMany;
  // The form around the files takes a little, too.
  return size > Number(maxBytes) - 10_000 ? tooMuch : '';
}

function show(form, input) {
  const list = form.querySelector('.upload-chosen');
  for (const image of list.querySelectorAll('img')) URL.revokeObjectURL(image.src);
  list.replaceChildren(...chosen.map((file) => rowOf(form, input, file)));
  list.hidden = chosen.length === 0;
  const kept = new DataTransfer();
  for (const file of chosen) kept.items.add(file);
  input.files = kept.files;
  say(form, chosen.length > Number(form.dataset.maxFiles) ? form.dataset.tooMany : '');
}

function rowOf(form, input, file) {
  const row = document.createElement('li');
  const image = document.createElement('img');
  image.alt = '';
  // No picture, or none that this browser can show.
  image.addEventListener('error', () => image.replaceWith(document.createElement('span')));
  image.src = URL.createObjectURL(file);
  const words = document.createElement('span');
  const size = document.createElement('small');
  size.textContent = sizeOf(file.size);
  words.append(file.name, size);
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'button';
  remove.textContent = form.dataset.remove;
  remove.setAttribute('aria-label', `${form.dataset.remove} ${file.name}`);
  remove.addEventListener('click', () => {
    chosen = chosen.filter((one) => one !== file);
    show(form, input);
    input.focus();
  });
  row.append(image, words, remove);
  return row;
}

function say(form, words, busy = false) {
  const place = form.querySelector('.upload-say');
  place.classList.toggle('busy', busy);
  place.textContent = words;
}

/** Pixels of the longer side of a copy: small print can still be read. */
const LONGEST = 2560;

/**
 * A copy that is taken in place of a file that would not be, made here: it needs a fraction of the time on a slow network,
 * and phones can read their own photo types, which the server can't. The file itself where that does not work.
 */
async function fitting(file, form) {
  const { most, allowed } = form.dataset;
  const extension = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? '';
  if (file.size < Number(most) && allowed.split(',').includes(extension)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const copy = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    if (!copy || copy.size >= Number(most)) return file;
    return new File([copy], `${file.name.replace(/\.[^.]+$/, '')}.jpg`, { type: 'image/jpeg' });
  } catch {
    return file; // No picture, or none that this browser can read: the server says so.
  }
}

async function filesToSend(form) {
  if (!form.elements.copies.checked) return [...chosen];
  const files = [];
  // One after the other: each is a picture of many megabytes in memory.
  for (const file of chosen) files.push(await fitting(file, form));
  return files;
}

async function send(form) {
  const button = form.querySelector('.upload-send');
  button.disabled = true;
  say(form, form.dataset.sending, true);
  const files = await filesToSend(form);
  const fault = faultOf(files, form.dataset);
  if (!fault) return post(form, files);
  button.disabled = false;
  say(form, fault);
  form.querySelector('input[type=file]').focus();
}

function post(form, files) {
  const bar = form.querySelector('progress');
  const button = form.querySelector('.upload-send');
  const request = new XMLHttpRequest();
  const rest = (words) => {
    bar.hidden = true;
    button.disabled = false;
    say(form, words);
  };
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = total > 0 ? (loaded / total) * 100 : 0;
  });
  request.addEventListener('load', () => {
    const page = request.responseXML?.querySelector('main');
    if (page) turnTo(page, request.responseXML.title);
    else rest(form.dataset.offline);
  });
  for (const fault of ['error', 'timeout', 'abort'])
    request.addEventListener(fault, () => rest(form.dataset.offline));
  request.responseType = 'document';
  request.open('POST', form.action);
  const data = new FormData();
  for (const file of files) data.append('photos', file);
  if (form.elements.copies.checked) data.append('copies', 'yes');
  bar.hidden = false;
  request.send(data);
}

/**
 * The answer in place of the page. If nothing was taken, what was chosen stays chosen, so that one wrong file does not
 * cost the others.
 */
function turnTo(page, title) {
  const files = chosen;
  const before = document.querySelector('form')?.action;
  document.querySelector('main').replaceWith(page);
  document.title = title;
  const form = page.querySelector('form');
  if (form) {
    begin(form);
    if (form.action === before) {
      chosen = files;
      show(form, form.querySelector('input[type=file]'));
    }
  }
  page.focus();
  window.scrollTo(0, 0);
}

const first = document.querySelector('form');
if (first) begin(first);
