import type { Queryable } from '../queryable.js';

const TAKE = `
  UPDATE relay_lease SET holder = $1, expires_at = clock_timestamp() + $2 * interval '1 ms'
  WHERE holder IS NOT DISTINCT FROM $1 OR holder IS NULL OR expires_at < clock_timestamp()`;

const GIVE_UP = 'UPDATE relay_lease SET holder = NULL WHERE holder = $1';

/**
 * Makes one relay of a service the active one, on the database's clock: the machines' clocks may differ. It saves work and
 * is no guarantee: a relay that lost it may still send, which the cursor and the consumers' marks make harmless.
 */
export class RelayLease {
  constructor(
    private readonly database: Queryable,
    private readonly holder: string,
    readonly duration: number,
  ) {}

  /** Takes or renews the lease for `duration` ms; false while another relay has it. */
  async take(): Promise<boolean> {
    return (await this.database.query(TAKE, [this.holder, this.duration])).rowCount === 1;
  }

  /** Lets another relay go on at once. */
  async giveUp(): Promise<void> {
    await this.database.query(GIVE_UP, [this.holder]);
  }
}
