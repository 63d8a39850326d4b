import { Injectable } from '@nestjs/common';
import { Id, PageQuery, pageOf, Role } from '#contracts';
import { Database, decodeCursor, endpoint, type CommandContext, type InputOf, type OutputOf } from '#platform';
import { z } from 'zod';
import { visibleAccounts } from '../domain/departments.policy.js';
import { ACCOUNT_COLUMNS, type VersionedAccount } from '../persistence/accounts.js';
import { AccountView } from './account.view.js';
import { pageFrom } from './page.js';

export const listAccounts = endpoint({
  method: 'GET',
  path: '/api/departments/accounts',
  summary: '账号名录 — accounts of the own unit; administrators see all',
  tag: 'accounts',
  query: PageQuery.extend({ unitId: Id.optional(), role: Role.optional() }),
  response: pageOf(AccountView),
});

@Injectable()
export class ListAccounts {
  constructor(private readonly database: Database) {}

  async execute(
    { query }: InputOf<typeof listAccounts>,
    context: CommandContext,
  ): Promise<OutputOf<typeof listAccounts>> {
    const { unitId: visibleUnit } = visibleAccounts(context.caller);
    const [after] = query.cursor ? decodeCursor(query.cursor, z.tuple([Id])) : [null];
    const { rows } = await this.database.query<VersionedAccount>(
      `SELECT ${ACCOUNT_COLUMNS} FROM account
       WHERE ($1::uuid IS NULL OR unit_id = $1) AND ($2::uuid IS NULL OR unit_id = $2) AND ($3::text IS NULL OR $3 = ANY (roles))
         AND ($4::uuid IS NULL OR account_id > $4)
       ORDER BY account_id LIMIT $5`,
      [visibleUnit, query.unitId ?? null, query.role ?? null, after, query.limit + 1],
    );
    const accounts = rows.map(({ account, version }) => ({ ...account, version }));
    return pageFrom(accounts, query.limit, ({ accountId }) => [accountId]);
  }
}
