import Client from 'knex/lib/client.js';

/** How many statements `work` sent to the database, BEGIN and COMMIT included. Only one count at a time. */
export const countStatements = async (work: () => Promise<unknown>): Promise<number> => {
  const { query } = Client.prototype;
  let count = 0;
  Client.prototype.query = function (...args) {
    count += 1;
    return query.apply(this, args);
  };
  try {
    await work();
    return count;
  } finally {
    Client.prototype.query = query;
  }
};
