import { Injectable } from '@nestjs/common';
import { AccountState, UnitState } from '#contracts';
import { Directory, endpoint, type CommandContext } from '#platform';
import { z } from 'zod';
import { refusalOf } from '../domain/errors.js';

const MeView = z.object({ account: AccountState, unit: UnitState }).meta({ id: 'Me' });
type MeView = z.infer<typeof MeView>;

export const getMe = endpoint({
  method: 'GET',
  path: '/api/departments/me',
  summary: '我 — the account that is signed in, and its unit',
  tag: 'sessions',
  response: MeView,
});

@Injectable()
export class GetMe {
  constructor(private readonly directory: Directory) {}

  async execute({ caller }: CommandContext): Promise<MeView> {
    const [account, unit] = await Promise.all([
      this.directory.account(caller.accountId),
      this.directory.unit(caller.unitId),
    ]);
    if (!account || !unit) throw refusalOf('ACCOUNT.NOT_FOUND');
    return { account, unit };
  }
}
