const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;
const mask = 0xffffffffffffffffn;

/** FNV-1a over UTF-16 units, 64 bits as 16 hex digits. Tells contents apart; protects nothing. */
export const contentHash = (text: string): string => {
  let hash = offsetBasis;
  for (let i = 0; i < text.length; i += 1)
    hash = ((hash ^ BigInt(text.charCodeAt(i))) * prime) & mask;
  return hash.toString(16).padStart(16, '0');
};
