/** The end of an exhaustive switch: does not compile while a case is missing, throws on data that lied. */
export const assertNever = (value: never): never => {
  throw new Error(`Unexpected: ${JSON.stringify(value)}`);
};
