export type TrackingFormat = 's10_valid' | 's10_invalid' | 'other';

/** Two letters, eight digits, a check digit, two letters of the country. */
const s10 = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/;
const weights = [8, 6, 4, 2, 3, 5, 9, 7];

/** UPU S10 check digit; numbers of another shape can't be checked. Case and spaces don't matter. */
export const trackingFormat = (text: string): TrackingFormat => {
  const parts = s10.exec(text.replace(/\s/g, '').toUpperCase());
  if (!parts) return 'other';
  const [, serial = '', check] = parts;
  return String(checkDigit(serial)) === check ? 's10_valid' : 's10_invalid';
};

const checkDigit = (serial: string): number => {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(serial[i]), 0);
  const rest = 11 - (sum % 11);
  if (rest === 10) return 0;
  return rest === 11 ? 5 : rest;
};
