/** Four digits from the first case on, so that it is not taken for a row of a list. */
const first = 1000;

/** `C-3107`: what people say and type of a case. */
export const caseNoOf = (no: number): string => `C-${first + no}`;

/** The number in `C-3107`, `c3107`, `3107`; undefined for everything else. */
export const noOfCase = (text: string): number | undefined => {
  const digits = /^c?-?(\d{4,10})$/i.exec(text.trim())?.[1];
  const no = digits === undefined ? 0 : Number(digits) - first;
  return no > 0 ? no : undefined;
};
