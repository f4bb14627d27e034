import { plain } from './kit/words.ts';

/** Shorter words are no names. */
export const shortestName = 3;

/** The words of a title by which a buyer may call the thing. */
export const nameWords = (title: string): readonly string[] =>
  plain(title)
    .split(' ')
    .filter((word) => word.length >= shortestName);
