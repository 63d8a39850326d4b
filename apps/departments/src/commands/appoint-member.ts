import { Inject, Injectable } from '@nestjs/common';
import { Id, MemberAppointed, text, type AccountState } from '#contracts';
import { newId, type Clock } from '#kernel';
import { Commands, endpoint, eventOf, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import { z } from 'zod';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';
import { assertRolesFit } from '../domain/account.js';
import { assertAllowed } from '../domain/departments.policy.js';
import { refusalOf } from '../domain/errors.js';
import { assertStrongPassword } from '../domain/password.js';
import { insertAccount } from '../persistence/accounts.js';
import { registeredAmong } from '../persistence/units.js';
import { accountReply, AccountView } from '../queries/account.view.js';
import { MACHINE_CLOCK } from '../security/machine-clock.js';
import { Passwords } from '../security/passwords.js';
import { PasswordInput, Roles, Username } from './account-fields.js';

export const appointMember = endpoint({
  method: 'POST',
  path: '/api/departments/accounts',
  summary: '设立账号 — appoint a person in a unit, with roles and a first password',
  tag: 'accounts',
  body: z.strictObject({
    username: Username,
    displayName: text(100),
    unitId: Id,
    roles: Roles,
    password: PasswordInput,
    sample: z.boolean().default(false),
  }),
  secretFields: ['password'],
  response: AccountView,
  status: 201,
  problems: [
    'ACCOUNT.UNIT_UNKNOWN',
    'ACCOUNT.USERNAME_TAKEN',
    'ACCOUNT.ROLES_INCOMPATIBLE',
    'ACCOUNT.PASSWORD_WEAK',
    'ACCOUNT.SAMPLE_REFUSED',
  ],
});

@Injectable()
export class AppointMember {
  constructor(
    private readonly commands: Commands,
    private readonly passwords: Passwords,
    @Inject(DEPARTMENTS_CONFIG) private readonly config: DepartmentsConfig,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
  ) {}

  async execute({ body }: InputOf<typeof appointMember>, context: CommandContext): Promise<Reply<AccountView>> {
    assertAllowed('account.appoint', context.caller);
    const { password, ...fields } = body;
    if (fields.sample && !this.config.ALLOW_SAMPLE_ACCOUNTS) throw refusalOf('ACCOUNT.SAMPLE_REFUSED');
    assertRolesFit(fields.roles);
    assertStrongPassword(password, fields.username, '/password');
    const passwordHash = await this.passwords.hash(password); // slow on purpose, so not while a connection is held
    return this.commands.run(context, async (tx) => {
      await assertRegistered(tx, fields.unitId);
      const tokensValidFrom = this.machineClock.now().toISOString();
      const account: AccountState = { accountId: newId(), ...fields, disabled: false, tokensValidFrom };
      await insertAccount(tx, account, passwordHash);
      const event = { aggregateId: account.accountId, aggregateVersion: 1, data: { account } };
      tx.append([eventOf(MemberAppointed, event, context)]);
      return accountReply({ account, version: 1 }, 201);
    });
  }
}

async function assertRegistered(tx: Tx, unitId: string): Promise<void> {
  if ((await registeredAmong(tx, [unitId])).size > 0) return;
  const errors = [{ pointer: '/unitId', message: 'is not registered' }];
  throw refusalOf('ACCOUNT.UNIT_UNKNOWN', { errors });
}
