/** A story says what it is about at its beginning and what it wants at its end. */
const head = 700;
const tail = 899;

/**
 * The part of a text that is understood: all of it up to 1,600 characters, of a longer one the beginning and the end in
 * two lines. The one place that says how much of a message is read; a step that takes free text still gets all of it.
 */
export const readPart = (text: string): string =>
  text.length > head + tail + 1 ? `${text.slice(0, head)}\n${text.slice(-tail)}` : text;
