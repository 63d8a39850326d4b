import { Inject, Injectable } from '@nestjs/common';
import { ReminderDecided, type ReminderState } from '#contracts';
import { localDateOf, newId } from '#kernel';
import type { NewEvent } from '#messaging';
import { CLOCK_ACTOR, Database, eventOf, traceparentFrom, type ScheduledJob } from '#platform';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { decide, type DueReminder } from '../domain/decision.js';
import { reminderIdOf } from '../domain/reminder-id.js';
import { textOf } from '../domain/reminder.texts.js';
import { maySend } from '../domain/sending-hours.js';
import { BasisReader } from '../persistence/basis.js';
import { lockDueReminders, type SweepMoment, type SweepPlace } from './due-reminders.js';
import { RestateTimetable } from './restate-timetable.js';
import { storeDecisions, type DecidedReminder } from './store-decisions.js';

export const REMINDER_SWEEP = 'reminder-sweep';

/** Decides what is due: on time, and once for what came due while nobody looked. */
@Injectable()
export class ReminderSweep implements ScheduledJob {
  readonly name = REMINDER_SWEEP;
  readonly everySeconds = 30;

  constructor(
    private readonly database: Database,
    private readonly basisReader: BasisReader,
    private readonly restate: RestateTimetable,
    @Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig,
  ) {}

  async run(now: Date): Promise<void> {
    const basis = await this.basisReader.read(this.database);
    await this.restate.execute(basis);
    if (!maySend(now, basis, basis.days)) return;
    const moment = { now, today: localDateOf(now), basis };
    let place: SweepPlace | undefined;
    let before: Promise<void> = Promise.resolve();
    do {
      const chunk = this.decideChunk(moment, place);
      place = await chunk.next;
      await before; // two at once: one is stored while the other is read and decided
      before = chunk.decided;
    } while (place !== undefined);
    await before;
  }

  /** One chunk in one transaction: decisions, inbox entries and events. `next` is where another one goes on. */
  private decideChunk(
    moment: SweepMoment,
    place: SweepPlace | undefined,
  ): { next: Promise<SweepPlace | undefined>; decided: Promise<void> } {
    const { promise: locked, resolve } = Promise.withResolvers<SweepPlace | undefined>();
    const decided = this.database.transaction(async (tx) => {
      const { due, next } = await lockDueReminders(tx, moment, place, this.config.REMINDER_CHUNK);
      resolve(next);
      const stored = await storeDecisions(
        tx,
        due.map((reminder) => decidedReminder(reminder, moment)),
        moment,
      );
      tx.append(eventsOf(stored, moment.now));
    });
    const next = Promise.race([locked, decided.then(() => locked)]);
    return { next, decided };
  }
}

function eventsOf(decided: readonly ReminderState[], now: Date): NewEvent[] {
  const cause = {
    now,
    caller: { accountId: CLOCK_ACTOR },
    correlationId: newId(),
    traceparent: traceparentFrom(undefined),
  };
  return decided.map((reminder) =>
    eventOf(ReminderDecided, { aggregateId: reminder.reminderId, aggregateVersion: 1, data: { reminder } }, cause),
  );
}

function decidedReminder(due: DueReminder, { now, today, basis }: SweepMoment): DecidedReminder {
  const { outcome, reason } = decide(due, today);
  const sent = outcome === 'SENT';
  return {
    reminder: {
      reminderId: reminderIdOf(due),
      rule: due.rule,
      taskId: due.taskId,
      assignmentId: due.assignmentId,
      unitId: due.unitId,
      anchorOn: due.anchorOn,
      dueOn: due.dueOn,
      outcome,
      reason,
      decidedAt: now.toISOString(),
      recipientAccountIds: sent ? [...due.recipientAccountIds] : [],
    },
    text: sent ? textOf(due.rule, due.anchorOn, today, basis.days) : null,
  };
}
