import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { NewEvent } from '#messaging';
import { until } from '#testing';
import type { Scenario } from '../harness.js';
import type { Writer } from '../world/source.js';
import type { World } from '../world/world.js';

const [A, B, C] = [randomUUID(), randomUUID(), randomUUID()];

/** Holds the advisory lock on which the test's trigger stops a writer after it took its position; commit to let it go. */
async function stopAppendersAfterPosition(world: World): Promise<Writer> {
  const holder = await world.tasks.writer();
  await holder.query('SELECT pg_advisory_xact_lock(7)');
  return holder;
}

/** What writers do to a log that is being read, and what the reader must make of it. */
export const writers: readonly Scenario[] = [
  {
    name: 'two writers whose commits cross are both applied',
    async run(world) {
      world.member();
      const [first, second] = [await world.tasks.writer(), await world.tasks.writer()];
      await first.append(world.tasks.event(A));
      await second.append(world.tasks.event(B));
      await second.commit();
      await until('the tailer has met the hole', () => holeSeen(world));
      await first.commit();
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'what follows a writer paused between insert and commit waits for it',
    async run(world) {
      world.member();
      await world.tasks.append(world.tasks.event(A));
      await world.everythingOnceInOrder();
      const paused = await world.tasks.writer();
      await paused.append(world.tasks.event(B));
      await world.tasks.append(world.tasks.event(C));
      await until('the tailer has met the hole', () => holeSeen(world));
      expect(await world.applied()).toHaveLength(1);
      await paused.commit();
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'an append-only writer paused right after it took its position loses nothing',
    async run(world) {
      world.member();
      await world.tasks.append(world.tasks.event(C)); // the sequence writes ahead now, else it would need a transaction id
      await world.everythingOnceInOrder();
      const holder = await stopAppendersAfterPosition(world);
      const { paused, appended } = await pausedWithoutTransactionId(world, world.tasks.event(A));
      await world.tasks.append(world.tasks.event(B));
      await until('the tailer has met the hole', () => holeSeen(world));
      expect(await world.applied()).toHaveLength(1);
      await holder.commit();
      await appended;
      await paused.commit();
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'a position that was rolled back is passed',
    async run(world) {
      world.member();
      const lost = await world.tasks.writer();
      await lost.append(world.tasks.event(randomUUID()), world.tasks.event(randomUUID()));
      await lost.rollback();
      await world.tasks.append(world.tasks.event(A));
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'a rolled-back savepoint leaves a hole inside a transaction that commits',
    async run(world) {
      world.member();
      const writer = await world.tasks.writer();
      await writer.append(world.tasks.event(A));
      await writer.query('SAVEPOINT s');
      await writer.append(world.tasks.event(randomUUID()));
      await writer.query('ROLLBACK TO s');
      await writer.append(world.tasks.event(B));
      await writer.commit();
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'an unrelated transaction left open holds nothing up',
    async run(world) {
      world.member();
      const idle = await world.units.writer();
      await idle.query(`CREATE TEMP TABLE busy (x integer)`);
      await idle.append(world.units.event(A));
      const lost = await world.tasks.writer();
      await lost.append(world.tasks.event(randomUUID()));
      await lost.rollback();
      await world.tasks.append(world.tasks.event(B));
      await world.everythingOnceInOrder();
      await idle.rollback();
    },
  },
  {
    name: 'a transaction left open after it took a position stops the tail and is named by the alarm',
    async run(world) {
      world.member({ alarmAfter: 50 });
      const open = await world.tasks.writer();
      await open.append(world.tasks.event(A));
      await world.tasks.append(world.tasks.event(B));
      const alarm = await until('the open hole alarms', () => world.alarm.find('hole-open'));
      expect(alarm).toContain(`pid ${open.pid} (user tasks_runtime, application "tasks-writer")`);
      expect(await world.applied()).toHaveLength(0);
      await open.commit();
      await world.everythingOnceInOrder();
    },
  },
];

/** A tailer lists the writers of a log only when it has met a hole. */
async function holeSeen(world: World): Promise<boolean> {
  const { rows } = await world.admin.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_locks%' AND pid <> pg_backend_pid()`,
  );
  return rows.length > 0;
}

/**
 * A writer that waits with a position and without a transaction id. A checkpoint (another test drops its database) makes
 * the sequence write ahead once more, which takes an id: that attempt is taken back and made again.
 */
async function pausedWithoutTransactionId(world: World, event: NewEvent) {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const paused = await world.tasks.writer();
    await paused.query(`SET LOCAL test.pause = 'on'`);
    const appended = paused.append(event);
    const waiting = await until('the writer waits with a position', async () => {
      const { rows } = await world.admin.query<{ withoutId: boolean }>(
        `SELECT backend_xid IS NULL AS "withoutId" FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'advisory'`,
        [paused.pid],
      );
      return rows[0];
    });
    if (waiting.withoutId) return { paused, appended };
    await world.admin.query('SELECT pg_cancel_backend($1)', [paused.pid]);
    await appended.catch(() => undefined);
    await paused.rollback();
  }
  throw new Error('Every position took a transaction id with it.');
}
