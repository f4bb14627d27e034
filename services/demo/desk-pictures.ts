/** A photo of the demo's people, drawn in a box of 32: without letters of a font, which a machine may not have. */
export interface DemoPicture {
  readonly orderId: string;
  readonly party: 'buyer' | 'seller';
  readonly name: string;
  readonly svg: string;
}

const letters: Readonly<Record<string, string>> = {
  O: 'M0 0h3v5h-3z',
  K: 'M0 0v5M3 0L0 2.5L3 5',
  I: 'M1.5 0v5',
  N: 'M0 5v-5l3 5v-5',
};

const word = (text: string): string =>
  [...text]
    .map((letter, at) => `<path transform="translate(${at * 4} 0)" d="${letters[letter] ?? ''}"/>`)
    .join('');

const photo = (wall: string, shapes: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="${wall}"/><rect y="25" width="32" height="7" fill="#5b4636"/>${shapes}</svg>`;

const box = (brand: string, card: string): string =>
  `<path d="M4 8l3-3h21l-3 3z" fill="#d9b38c"/><path d="M25 8l3-3v19l-3 3z" fill="#8a6642"/><rect x="4" y="8" width="21" height="19" fill="${card}"/><g transform="translate(5.5 11) scale(.93)" fill="none" stroke="#20242c" stroke-width=".9">${word(brand)}</g><rect x="6" y="19" width="11" height="1" fill="#20242c"/><rect x="6" y="21.5" width="7" height="1" fill="#20242c"/>`;

const speaker =
  '<rect x="9" y="4" width="14" height="23" rx="3" fill="#20242c"/><circle cx="16" cy="10" r="3" fill="#596273"/><circle cx="16" cy="19.5" r="5" fill="#596273"/><circle cx="16" cy="19.5" r="2" fill="#20242c"/>';

const speakerOrder = '8130559100634418';

/** "The brand on the box is misspelled." "All our goods are original." */
export const pictures: readonly DemoPicture[] = [
  {
    ...{ orderId: speakerOrder, party: 'buyer', name: 'my-box.png' },
    svg: photo('#b9c4c9', box('OKNIO', '#c49a6c')),
  },
  {
    ...{ orderId: speakerOrder, party: 'buyer', name: 'speaker.png' },
    svg: photo('#b9c4c9', speaker),
  },
  {
    ...{ orderId: speakerOrder, party: 'seller', name: 'our-stock.png' },
    svg: photo('#e9e4da', box('OKINO', '#cfa877')),
  },
];
