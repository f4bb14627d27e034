/** Texts that nobody should send, the same ones for the same seed. */
export function* oddTexts(count: number, seed = 1): Generator<string> {
  const chance = sequence(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const some = (most: number, make: () => string) =>
    Array.from({ length: Math.floor(chance() * most) }, make).join('');
  const kinds: readonly (() => string)[] = [
    () => some(60, () => pick(pieces)),
    () => some(40, () => `${pick(words)}${pick([' ', ' ', ', ', '. ', '? ', '\n'])}`),
    () => some(30, () => String.fromCharCode(Math.floor(chance() * 0x10000))),
    () => some(200, () => pick([...'0123456789dDcnRB1/.,$€ -usd%'])),
    () => pick(pieces).repeat(Math.floor(chance() * 400)),
    () =>
      some(20, () =>
        pick(words).replace(/./g, (c) => (chance() < 0.2 ? pick([...'aeiorst ']) : c)),
      ),
  ];
  for (let n = 0; n < count; n += 1) yield n % 5000 === 4999 ? huge(pick) : pick(kinds)();
}

/** A million characters. */
function huge(pick: <T>(list: readonly T[]) => T): string {
  const piece = pick(pieces) || ' ';
  return piece.repeat(Math.ceil(1_000_000 / piece.length));
}

const pieces = [
  ...[
    '😀',
    '👨‍👩‍👧‍👦',
    '🏳️‍🌈',
    '\u202E',
    '\u200B',
    '\u0000',
    '\uD800',
    '\uDC00',
    '\uFFFD',
    '\u0301',
  ],
  ...['1/', '1.', '$1 ', '1-', ':', '2 300 ', '€', 'may ', 'the 1st ', 'last ', 'a couple of '],
  ...[
    '**bold**',
    '[x](javascript:1)',
    '`',
    '# ',
    '<script>alert(1)</script>',
    '<b>',
    '&lt;',
    '{{x}}',
  ],
  ...[
    '{{constructor}}',
    '__proto__ ',
    'toString ',
    "'; DROP TABLE orders;--",
    '%00',
    '\\',
    '"',
    "'",
  ],
  ...[
    'a',
    'ab',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'not ',
    'ß',
    'İ',
    'ﬀ',
    '中文',
    'عربى',
    '\t',
    '\n',
    ' ',
    '?!',
  ],
];

const words =
  `i want my money back order parcel never came refund dispute seller cancel not received wrong broken
  8130224500718130 D1000000001 RB123456785CN $18.20 yesterday 10 may two weeks ago and but so because please
  qzxv wrnog recieved delivry sellr refnd dispuet`.split(/\s+/);

function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
