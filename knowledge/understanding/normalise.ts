import type { FoundEntity } from './find-numbers.ts';

const placeholders: Readonly<Record<FoundEntity['type'], string>> = {
  order_id: ' ordernumber ',
  dispute_id: ' disputenumber ',
  tracking_number: ' trackingcode ',
  amount: ' moneyamount ',
  percent: ' moneyamount ',
  date: ' somedate ',
};

/** Lower case words with single spaces; numbers that mean something are named by what they are. */
export function normalise(text: string, entities: readonly FoundEntity[]): string {
  let named = '';
  let from = 0;
  for (const { type, start, end } of entities) {
    named += text.slice(from, start) + placeholders[type];
    from = end;
  }
  return words(named + text.slice(from)).join(' ');
}

/** "can't" stays one word: its "not" counts. */
function words(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’`´]/g, "'")
    .split(/[^\p{L}\p{N}'?]+/u)
    .map((word) => word.replaceAll("'", ''))
    .flatMap((word) => (word.endsWith('?') ? [word.replaceAll('?', ''), '?'] : [word]))
    .filter(Boolean);
}
