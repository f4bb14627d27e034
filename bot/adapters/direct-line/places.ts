/** Places for work that takes much memory; nobody waits for one. */
export interface Places {
  /** Gives the place back, and may be called twice; undefined if all are taken. */
  take(key: string): (() => void) | undefined;
}

/** At most `each` at a time under one key, `all` together. */
export function createPlaces(most: { readonly each: number; readonly all: number }): Places {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(key) {
      const own = taken.get(key) ?? 0;
      if (own >= most.each || all >= most.all) return undefined;
      taken.set(key, own + 1);
      all += 1;
      let back = false;
      return () => {
        if (back) return;
        back = true;
        all -= 1;
        const left = (taken.get(key) ?? 1) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },
  };
}
