import type { Knex } from 'knex';

const nothing = (): void => undefined;

/** knex prints to the console what it throws as well, sometimes with a statement's values in it. */
export const silent: Knex.Logger = {
  debug: nothing,
  deprecate: nothing,
  error: nothing,
  warn: nothing,
};
