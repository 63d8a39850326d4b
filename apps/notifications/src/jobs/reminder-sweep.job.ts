import { Inject, Injectable } from '@nestjs/common';
import { ReminderDecided } from '#contracts';
import { localDateOf, newId } from '#kernel';
import { appendEvents } from '#messaging';
import { CLOCK_ACTOR, Database, eventOf, type ScheduledJob } from '#platform';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { decide, type DueReminder } from '../domain/decision.js';
import { reminderIdOf } from '../domain/reminder-id.js';
import { textOf } from '../domain/reminder.texts.js';
import { maySend } from '../domain/sending-hours.js';
import { BasisReader, type Basis } from '../persistence/basis.js';
import { lockDueReminders } from './due-reminders.js';
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
    if (!maySend(now, basis.time, basis.days)) return;
    while ((await this.decideChunk(now, basis)) > 0);
  }

  /** One chunk in one transaction: decisions, inbox entries and events. Returns how many were due. */
  private decideChunk(now: Date, basis: Basis): Promise<number> {
    const today = localDateOf(now);
    return this.database.transaction(async (tx) => {
      const due = await lockDueReminders(tx, { now, today, basis, limit: this.config.REMINDER_CHUNK });
      if (due.length === 0) return 0;
      const decided = await storeDecisions(
        tx,
        due.map((reminder) => decidedAt(now, reminder, basis)),
        today,
      );
      const cause = { now, caller: { accountId: CLOCK_ACTOR }, correlationId: newId(), traceparent: null };
      await appendEvents(
        tx,
        decided.map((reminder) =>
          eventOf(
            ReminderDecided,
            { aggregateId: reminder.reminderId, aggregateVersion: 1, data: { reminder } },
            cause,
          ),
        ),
      );
      return due.length;
    });
  }
}

function decidedAt(now: Date, due: DueReminder, basis: Basis): DecidedReminder {
  const today = localDateOf(now);
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
