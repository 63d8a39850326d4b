import pg from 'pg';

/**
 * A connection of a pool that always has a listener for its break. A pool listens to idle connections only: one that breaks just
 * as it is lent, before the borrower could listen, would end the process. What was asked on it fails all the same.
 */
export class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
