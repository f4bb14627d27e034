/** A speech bubble with a tick, in a box of 24. */
const SHAPE =
  '<path d="M20 11.5a8 8 0 0 1-11.6 7.1L4 20l1.4-4.4A8 8 0 1 1 20 11.5Z"/><path d="m8.8 11.8 2.3 2.3 4.2-4.4"/>';

const drawn = (ground: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${ground}<g transform="translate(4 4)" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${SHAPE}</g></svg>`;

/** Of the app list: the whole square is filled, since Teams cuts it as it likes. `size` in pixels. */
export const colorIcon = { svg: drawn('<rect width="32" height="32" fill="#0b6b5d"/>'), size: 192 };

/** Of the side bar: white on nothing, as Teams demands. */
export const outlineIcon = { svg: drawn(''), size: 32 };
