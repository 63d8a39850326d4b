import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Database, endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { isAllowed } from '../domain/departments.policy.js';
import { refusalOf } from '../domain/errors.js';
import { ACCOUNT_COLUMNS, type VersionedAccount } from '../persistence/accounts.js';
import { accountReply, AccountView } from './account.view.js';

export const getAccount = endpoint({
  method: 'GET',
  path: '/api/departments/accounts/:accountId',
  summary: '查看账号 — one account of the own unit; administrators see all',
  tag: 'accounts',
  params: z.object({ accountId: Id }),
  response: AccountView,
  problems: ['ACCOUNT.NOT_FOUND'],
});

@Injectable()
export class GetAccount {
  constructor(private readonly database: Database) {}

  async execute({ params }: InputOf<typeof getAccount>, context: CommandContext): Promise<Reply<AccountView>> {
    const { rows } = await this.database.query<VersionedAccount>(
      `SELECT ${ACCOUNT_COLUMNS} FROM account WHERE account_id = $1`,
      [params.accountId],
    );
    // Unknown and invisible are the same answer.
    if (!rows[0] || !isAllowed('account.read', context.caller, rows[0].account)) throw refusalOf('ACCOUNT.NOT_FOUND');
    return accountReply(rows[0]);
  }
}
