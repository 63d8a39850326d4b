import { Injectable } from '@nestjs/common';
import { Id, Instant } from '#contracts';
import { Commands, endpoint, type CommandContext, type InputOf, type OutputOf } from '#platform';
import { z } from 'zod';
import { entryNotFound, PROBLEMS } from '../domain/errors.js';
import { requireScopes } from '../domain/notifications.policy.js';

export const markEntryRead = endpoint({
  method: 'POST',
  path: '/api/notifications/inbox/:reminderId/read',
  summary: '标记为已读；再次标记保留首次时间',
  tag: 'inbox',
  params: z.object({ reminderId: Id }),
  response: z.object({ reminderId: Id, readAt: Instant }),
  problems: [PROBLEMS.notAllowed, PROBLEMS.entryNotFound],
});

/** Remembers when the recipient read an entry. The first time counts. */
@Injectable()
export class MarkEntryRead {
  constructor(private readonly commands: Commands) {}

  /** @throws DomainError `INBOX.ENTRY_NOT_FOUND` for an unknown entry and for one of somebody else */
  async execute(
    { params }: InputOf<typeof markEntryRead>,
    context: CommandContext,
  ): Promise<OutputOf<typeof markEntryRead>> {
    const { caller, now } = context;
    requireScopes('mark-read', caller.roles);
    return this.commands.run(context, async (tx) => {
      const { rows } = await tx.query<{ read_at: Date }>(
        {
          name: 'mark-entry-read',
          text: `UPDATE inbox_entry SET read_at = coalesce(read_at, $4)
                 WHERE reminder_id = $1 AND account_id = $2 AND unit_id = $3 RETURNING read_at`,
        },
        [params.reminderId, caller.accountId, caller.unitId, now],
      );
      if (!rows[0]) throw entryNotFound();
      return { reminderId: params.reminderId, readAt: rows[0].read_at.toISOString() };
    });
  }
}
