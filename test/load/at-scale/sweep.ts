import type pg from 'pg';
import { addDays, instantOf, isWeekend, localDateOf } from '#kernel';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { Instance } from '../../demo/instance.js';
import { behindOf, untilCaughtUp } from '../behind.js';
import { Work } from '../path/work.js';
import { onSubject, withInstance, type At } from './subject.js';

export interface SweepFigures {
  /** Reminders decided in the measured sweep. */
  decided: number;
  /** Seconds from the moment the clock moved until the last of them was committed. */
  seconds: number;
}

/**
 * Has a plan of 1,000 tasks issued to 17 units that do not sign, lets what was due before be decided, and moves the clock
 * to the morning of the last day for signing.
 */
export async function measureSweep({ at, say }: { at: At; say: (line: string) => void }): Promise<SweepFigures> {
  return onSubject(at, (subject) =>
    withInstance(subject, 'embedded', { DEMO_CLOCK: subject.asOf }, async (instance, database) => {
      const office = await PublicApi.at(instance.origin).signIn('office.coordinator', instance.passwords.sample);
      await Work.prepare(instance, database);
      await untilCaughtUp(() => behindOf(office));
      const { rows } = await database.query<{ due: string }>(
        `SELECT max(due_at) AS due FROM notifications.timetable_entry WHERE rule = 'SIGN_DUE' AND state = 'PLANNED'`,
      );
      const due = new Date(rows[0]?.due ?? '');
      const eve = instantOf(dayBefore(localDateOf(due)), '10:00');
      const before = await sweep(instance, database, office, eve);
      say(`until the day before: ${before.decided} decided in ${before.seconds.toFixed(2)} s`);
      return sweep(instance, database, office, due);
    }),
  );
}

function dayBefore(date: string): string {
  const before = addDays(date, -1);
  return isWeekend(before) ? dayBefore(before) : before;
}

async function sweep(_: Instance, database: pg.Client, office: PublicApi, to: Date): Promise<SweepFigures> {
  const known = await decidedUntilNow(database);
  const moved = Date.now();
  await office.post('/api/demo/clock', { now: to.toISOString() }); // answers when every job has run
  const now = await decidedUntilNow(database);
  return { decided: now.decided - known.decided, seconds: now.decided > known.decided ? (now.last - moved) / 1000 : 0 };
}

/** How many there are, and when the last was committed, in milliseconds since 1970. */
async function decidedUntilNow(database: pg.Client): Promise<{ decided: number; last: number }> {
  const { rows } = await database.query<{ decided: number; last: number | null }>(
    `SELECT count(*)::int AS decided, (extract(epoch FROM max(pg_xact_commit_timestamp(xmin))) * 1000)::float8 AS last FROM notifications.reminder`,
  );
  return { decided: rows[0]?.decided ?? 0, last: rows[0]?.last ?? 0 };
}
