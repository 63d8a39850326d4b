import { Injectable } from '@nestjs/common';
import { Id, SchemeState } from '#contracts';
import { Database, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requirePermission } from '../domain/assessment.policy.js';
import { schemeById } from '../persistence/schemes.js';

export const getScheme = endpoint({
  method: 'GET',
  path: '/api/assessment/schemes/:schemeId',
  summary: '一个考核办法（某一修订）',
  tag: 'schemes',
  params: z.object({ schemeId: Id }),
  response: SchemeState,
  problems: ['SCHEME.NOT_FOUND', 'ASSESSMENT.FORBIDDEN'],
});

@Injectable()
export class GetScheme {
  constructor(private readonly database: Database) {}

  async execute({ params }: InputOf<typeof getScheme>, { caller }: CommandContext): Promise<SchemeState> {
    requirePermission(caller, 'READ_SCHEMES');
    const { scheme } = await schemeById(this.database, params.schemeId);
    return scheme;
  }
}
