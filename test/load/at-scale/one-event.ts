import pg from 'pg';
import type { SchemeState } from '#contracts';
import { newId, type LocalDate } from '#kernel';
import { queryableOf, readInt8AsNumber } from '#messaging';
import type { AssignmentRecord } from '../../../apps/assessment/src/domain/scoring/assignment-record.js';
import { timesOf, type UnitFigures } from '../../../apps/assessment/src/domain/scoring/figures.js';
import { scoreUnit } from '../../../apps/assessment/src/domain/scoring/score-unit.js';
import { RECORD_COLUMNS } from '../../../apps/assessment/src/persistence/assignment-records.js';
import { addRecords } from '../../../apps/assessment/src/persistence/standings.js';
import { unitFigures } from '../../../apps/assessment/src/persistence/unit-figures.js';
import { durationsOf, type Durations } from '../statistics.js';

const EVENTS = 200;

export interface OneEventFigures {
  /** Milliseconds until the record of one more event and what follows from it are written. */
  taken: Durations;
  /** Milliseconds of the marks of the unit that it touches, computed with it. */
  scored: Durations;
}

/**
 * Has one more thing happen to an assignment, by the projection's own statements, and computes its unit's marks anew; each
 * is rolled back, so that the data stay; undefined where nobody was given anything. The commit and the way of the event are measured by `path`.
 */
export async function oneEvent(
  url: string,
  scheme: SchemeState,
  asOf: LocalDate,
): Promise<OneEventFigures | undefined> {
  readInt8AsNumber();
  pg.types.setTypeParser(pg.types.builtins.DATE, String);
  // One connection, so that a transaction is the pool's.
  const pool = new pg.Pool({ connectionString: url, options: '-c search_path=assessment -c timezone=UTC', max: 1 });
  const on = queryableOf(pool);
  const [taken, scored]: [number[], number[]] = [[], []];
  try {
    for (const last of await lastRecords(on, scheme, asOf)) {
      const returned = {
        ...last,
        eventId: newId(),
        kind: 'RETURNED' as const,
        taskVersion: last.taskVersion + 1,
        on: asOf,
      };
      await pool.query('BEGIN');
      const begun = performance.now();
      await addRecords([returned], { query: on.query, table: (name) => name });
      const written = performance.now();
      const figures = await unitFigures(on, scheme, [last.unitId], asOf);
      const score = scoreUnit(scheme, last.unitId, figures.get(last.unitId) ?? []);
      const ended = performance.now();
      await pool.query('ROLLBACK');
      const without = await unitFigures(on, scheme, [last.unitId], asOf); // read last, so that nothing is warm for the figures
      if (!score || returnsOf(figures.get(last.unitId)) !== returnsOf(without.get(last.unitId)) + 1)
        throw new Error('The event does not show in the marks of its unit.');
      taken.push(written - begun);
      scored.push(ended - written);
    }
  } finally {
    await pool.end();
  }
  if (taken.length === 0) return undefined;
  return { taken: durationsOf(taken), scored: durationsOf(scored) };
}

function returnsOf(figures: UnitFigures = []): number {
  return timesOf(figures, 'RETURNED');
}

/** Of assignments of the scheme's year, one of each unit in turn. */
async function lastRecords(on: ReturnType<typeof queryableOf>, scheme: SchemeState, asOf: LocalDate) {
  const { rows } = await on.query<AssignmentRecord>(
    `SELECT DISTINCT ON (r.assignment_id) ${RECORD_COLUMNS} FROM (
       SELECT s.assignment_id, row_number() OVER (PARTITION BY s.unit_id) AS turn FROM assignment_standing s JOIN known_plan USING (plan_id)
       JOIN directory_unit u ON u.unit_id = s.unit_id AND u.kind = $4 AND u.scorable
       WHERE year = $1 AND last_on <= $2 AND office_unit_id = $3 ORDER BY turn, s.unit_id LIMIT ${EVENTS}) s
     JOIN assignment_record r USING (assignment_id) ORDER BY r.assignment_id, r.task_version DESC`,
    [scheme.year, asOf, scheme.officeUnitId, scheme.objectClass],
  );
  return rows;
}
