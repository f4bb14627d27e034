/** Character n-grams of this many characters, within a word and its borders. */
const SHORTEST = 3;
const LONGEST = 5;
/** Words that are looked at: understanding must stay fast however long a message is. */
const MAX_WORDS = 60;

/** How often each feature occurs: words, pairs of neighbours, parts of words (so that typos stay similar). */
export function featuresOf(normalised: string): ReadonlyMap<string, number> {
  const words = normalised.split(' ').slice(0, MAX_WORDS);
  const counts = new Map<string, number>();
  const add = (feature: string, weight: number) =>
    counts.set(feature, (counts.get(feature) ?? 0) + weight);
  let before = '<';
  for (const word of words) {
    add(`w:${word}`, 1);
    add(`p:${before} ${word}`, 1);
    before = word;
    const framed = ` ${word.slice(0, 24)} `;
    for (let n = SHORTEST; n <= LONGEST; n += 1) {
      for (let i = 0; i + n <= framed.length; i += 1) add(framed.slice(i, i + n), 1);
    }
  }
  return counts;
}
