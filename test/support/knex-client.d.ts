declare module 'knex/lib/client.js' {
  export default class Client {
    query(...args: unknown[]): unknown;
  }
}
