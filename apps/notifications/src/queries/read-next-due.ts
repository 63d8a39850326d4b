import { Injectable } from '@nestjs/common';
import { Instant } from '#contracts';
import { Database, endpoint, type CommandContext, type OutputOf } from '#platform';
import { z } from 'zod';
import { PROBLEMS } from '../domain/errors.js';
import { maySend, nextSending } from '../domain/sending-hours.js';
import { BasisReader } from '../persistence/basis.js';
import { UNDECIDED } from '../persistence/timetable-order.js';
import { hasRecipient, RECIPIENT_ROLES } from '../persistence/recipients.js';
import { reachOf, visible } from './caller-scope.js';

export const readNextDue = endpoint({
  method: 'GET',
  path: '/api/notifications/timetable/next',
  summary: '下一次有提醒到期的时刻',
  tag: 'timetable',
  response: z.object({
    at: Instant.nullable().meta({ description: 'null when nothing is planned' }),
    reminders: z.number().int().meta({ description: 'how many are decided then' }),
  }),
  problems: [PROBLEMS.notAllowed],
});

const OPEN = `FROM timetable_entry e LEFT JOIN watched_task t USING (task_id) LEFT JOIN watched_plan p USING (plan_id)
    WHERE ${UNDECIDED} AND ${visible('e')}
      AND (e.due_at > $5 OR ${hasRecipient(6)})
      AND NOT EXISTS (SELECT FROM reminder d
                      WHERE d.assignment_id = e.assignment_id AND d.rule = e.rule AND d.anchor_on = e.anchor_on)`;

/**
 * The first undecided reminder says when the next are decided: not before `$4`, when sending is possible again. All that are
 * due by then are decided with it. By the order of due instants, so that years of planned reminders are not read.
 */
const NEXT = {
  name: 'next-due',
  text: `
    WITH first AS MATERIALIZED (SELECT greatest(e.due_at, $4) AS at ${OPEN} ORDER BY e.due_at LIMIT 1)
    SELECT at, (SELECT count(*)::integer ${OPEN} AND e.due_at <= at) AS reminders FROM first`,
};

/** When to look next: what a demonstration moves its clock to, and what a console counts down to. */
@Injectable()
export class ReadNextDue {
  constructor(
    private readonly database: Database,
    private readonly basisReader: BasisReader,
  ) {}

  async execute({ caller, now }: CommandContext): Promise<OutputOf<typeof readNextDue>> {
    const reach = reachOf('read-timetable', caller);
    const basis = await this.basisReader.read(this.database);
    const earliest = maySend(now, basis, basis.days) ? now : nextSending(now, basis, basis.days);
    const { rows } = await this.database.query<{ at: Date; reminders: number }>(NEXT, [
      ...reach,
      earliest,
      now,
      RECIPIENT_ROLES,
    ]);
    const next = rows[0];
    return { at: next?.at.toISOString() ?? null, reminders: next?.reminders ?? 0 };
  }
}
