/** No connection of the database came free in time; nothing was begun, so the same may be asked again. */
export class StoreBusy extends Error {
  constructor(cause: unknown) {
    super('The database is busy', { cause });
    this.name = 'StoreBusy';
  }
}
