import { Injectable } from '@nestjs/common';
import { addDays, localDateOf, NIL_ID } from '#kernel';
import { Database, type ScheduledJob } from '#platform';
import type { Lit } from '../domain/lights.js';
import { COUNT_TABLES, COUNT_WHAT_HAS_COME, COUNTED_CHANGE, moveCounts } from '../persistence/cockpit-counts.js';
import { isoInstant, updateText, type Columns } from '../persistence/columns.js';
import { LightDesk } from '../persistence/light-desk.js';

/** Tables that keep light dates, each with the calendar and limits by which they were computed; what counts their rows follows. */
const TABLES = {
  assignment: (one: boolean) => updateText('assignment', 'assignmentId', LIGHT_COLUMNS, { one }),
  cockpit_assignment: (one: boolean) =>
    `WITH lit AS (${updateText('cockpit_assignment', 'assignmentId', LIGHT_COLUMNS, { one })} RETURNING ${COUNTED_CHANGE})
     ${moveCounts(COUNT_TABLES, ['lit'])}`,
} as const;

type Table = keyof typeof TABLES;

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

  async run(now: Date): Promise<void> {
    for (const table of Object.keys(TABLES) as Table[]) {
      let after: string | null = NIL_ID;
      while (after !== null) after = await this.chunk(table, after);
    }
    // Not today's: should the clock be put back over midnight, the counts would be ahead of it.
    await this.database.query(COUNT_WHAT_HAS_COME, [addDays(localDateOf(now), -1)]);
  }

  /** Computes the next rows after this id; answers the last of them, or null when there are no more. */
  private chunk(table: Table, after: string): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const { lightBasis, columnsOf } = await this.lights.read(tx);
      const { rows } = await tx.query<Row>(staleRows(table), [lightBasis, after]);
      const lit = rows.map((row) => ({ assignmentId: row.assignmentId, ...columnsOf(row) }));
      if (lit.length > 0) await tx.query(TABLES[table](lit.length === 1), [JSON.stringify(lit)]);
      return rows.length === CHUNK ? (rows.at(-1)?.assignmentId ?? null) : null;
    });
  }
}

/** Not `<>`, which no index finds: every few minutes each open assignment would be read. */
const OTHER_BASIS = '(light_basis < $1 OR light_basis > $1)';

export function staleRows(table: Table): string {
  return `SELECT assignment_id AS "assignmentId", phase, deadline, ${isoInstant('assigned_at')} AS "assignedAt", progress,
      ${isoInstant('completion_submitted_at')} AS "completionSubmittedAt", returns
    FROM ${table} WHERE assignment_id > $2 AND ${OTHER_BASIS} AND deadline IS NOT NULL
      AND phase NOT IN ('COMPLETED', 'CLOSED') ORDER BY assignment_id LIMIT ${CHUNK} FOR UPDATE`;
}
