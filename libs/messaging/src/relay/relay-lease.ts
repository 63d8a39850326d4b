import type { LogName } from '../log/log-address.js';
import { logTables } from '../log/log-address.js';
import type { Queryable } from '../queryable.js';

/**
 * Makes one relay of a service the active one, on the database's clock: the machines' clocks may differ. It saves work and
 * is no guarantee: a relay that lost it may still send, which the cursor and the consumers' marks make harmless.
 */
export class RelayLease {
  private readonly table: string;

  constructor(
    private readonly database: Queryable,
    log: LogName,
    /** Names this relay; no other one, also of an earlier life of this process, may have the name. */
    private readonly holder: string,
    /** Milliseconds from the last renewal until another relay may take over. */
    readonly duration: number,
  ) {
    this.table = logTables(log).lease;
  }

  /** Takes or renews the lease; false while another relay has it. */
  async take(): Promise<boolean> {
    const text = `
      UPDATE ${this.table} SET holder = $1, expires_at = clock_timestamp() + $2::float8 * interval '1 ms'
      WHERE holder IS NULL OR holder = $1 OR expires_at < clock_timestamp()`;
    return (await this.database.query(text, [this.holder, this.duration])).rowCount === 1;
  }

  /** Lets another relay go on at once. */
  async giveUp(): Promise<void> {
    await this.database.query(`UPDATE ${this.table} SET holder = NULL WHERE holder = $1`, [this.holder]);
  }
}
