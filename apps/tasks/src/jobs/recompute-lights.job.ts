import { Injectable } from '@nestjs/common';
import { Database, type ScheduledJob, type Tx } from '#platform';
import type { Lit } from '../domain/lights.js';
import { isoInstant, updateRows, type Columns } from '../persistence/columns.js';
import { LightDesk } from '../persistence/light-desk.js';

/** Tables that keep light dates, each with the calendar and limits by which they were computed. */
const TABLES = ['assignment', 'cockpit_assignment'] as const;

const CHUNK = 1_000;

const LIGHT_COLUMNS = {
  assignmentId: 'uuid',
  yellowFrom: 'timestamptz',
  redFrom: 'timestamptz',
  lightBasis: 'text',
} as const satisfies Columns;

type Row = Lit & { assignmentId: string };

/**
 * Computes light dates again after a calendar or a limit has changed. What was computed by another basis is found by its
 * stamp, also when a report raced with the calendar's arrival, so a run may be repeated or cut off at any point.
 */
@Injectable()
export class RecomputeLights implements ScheduledJob {
  readonly name = 'recompute-lights';
  readonly everySeconds = 300;

  constructor(
    private readonly database: Database,
    private readonly lights: LightDesk,
  ) {}

  async run(): Promise<void> {
    for (const table of TABLES) {
      while ((await this.database.transaction((tx) => this.recompute(tx, table))) === CHUNK);
    }
  }

  /** One chunk; answers how many rows it had. */
  private async recompute(tx: Tx, table: (typeof TABLES)[number]): Promise<number> {
    const { lightBasis, columnsOf } = await this.lights.read(tx);
    const text = `SELECT assignment_id AS "assignmentId", phase, deadline, ${isoInstant('assigned_at')} AS "assignedAt", progress, returns
      FROM ${table} WHERE light_basis <> $1 AND deadline IS NOT NULL AND phase NOT IN ('COMPLETED', 'CLOSED')
      ORDER BY assignment_id LIMIT ${CHUNK} FOR UPDATE`;
    const { rows } = await tx.query<Row>(text, [lightBasis]);
    const lit = rows.map((row) => ({ assignmentId: row.assignmentId, ...columnsOf(row) }));
    if (lit.length > 0) await tx.query(updateRows(table, 'assignmentId', LIGHT_COLUMNS), [JSON.stringify(lit)]);
    return lit.length;
  }
}
