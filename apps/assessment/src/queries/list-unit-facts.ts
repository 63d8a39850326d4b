import { Injectable } from '@nestjs/common';
import { DateOnly, FactKind, Id, pageOf, PageQuery } from '#contracts';
import { addDays, localDateOf } from '#kernel';
import {
  Database,
  decodeCursor,
  Directory,
  encodeCursor,
  endpoint,
  type CommandContext,
  type Caller,
  type InputOf,
} from '#platform';
import { z } from 'zod';
import { may } from '../domain/assessment.policy.js';
import { unitNotFound } from '../domain/errors.js';
import { FACT_RULES, placeInOrder } from '../domain/scoring/facts.js';
import { factsOfYear } from '../domain/scoring/score-class.js';
import { hasRecords, recordsOf, tasksById } from '../persistence/assignment-records.js';
import { officesOverseenBy } from '../persistence/offices.js';
import { Year } from './year.js';

const FactView = z
  .object({
    kind: FactKind,
    name: z.string().meta({ description: '名称' }),
    taskId: Id,
    taskNo: z.string(),
    taskTitle: z.string(),
    assignmentId: Id,
    eventId: Id,
    on: DateOnly.meta({ description: 'the day it happened, or the last day that was missed' }),
  })
  .meta({ id: 'FactView' });

export const listUnitFacts = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unitId/facts',
  summary: '某单位某年的考核事实（截至某日终了，默认昨天）',
  tag: 'facts',
  params: z.object({ unitId: Id }),
  query: PageQuery.extend({ year: Year, asOf: DateOnly.optional() }),
  response: pageOf(FactView),
  problems: ['UNIT.NOT_FOUND'],
});

/** What a unit's scores of a year would be taken from; to an office and its leading group of the plans that it runs alone. */
@Injectable()
export class ListUnitFacts {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
  ) {}

  async execute({ params, query }: InputOf<typeof listUnitFacts>, { caller, now }: CommandContext) {
    const officeIds = await this.officesSeen(caller, params.unitId);
    if (officeIds?.length === 0) throw unitNotFound();
    // Facts are those of the end of a day: today's deadlines can still be met.
    const asOf = query.asOf ?? addDays(localDateOf(now), -1);
    const { year } = query;
    const records = await recordsOf(this.database, { unitIds: [params.unitId], year, asOf, officeIds });
    // A unit may have records before the register's event about it has arrived.
    if (records.length === 0 && !(await this.isKnown(params.unitId, officeIds))) throw unitNotFound();
    const after = query.cursor ? decodeCursor(query.cursor, z.tuple([z.string()]))[0] : '';
    const rest = factsOfYear(records, query.year, asOf).filter((fact) => placeInOrder(fact) > after);
    const page = rest.slice(0, query.limit);
    const tasks = await tasksById(
      this.database,
      page.map(({ taskId }) => taskId),
    );
    const items = page.map(({ kind, taskId, assignmentId, eventId, on }) => {
      const { no: taskNo = '', title: taskTitle = '' } = tasks.get(taskId) ?? {};
      return { kind, name: FACT_RULES[kind].name, taskId, taskNo, taskTitle, assignmentId, eventId, on };
    });
    const last = page.at(-1);
    return last && rest.length > page.length ? { items, next: encodeCursor([placeInOrder(last)]) } : { items };
  }

  private async isKnown(unitId: string, officeIds: string[] | null): Promise<boolean> {
    return (await this.directory.unit(unitId)) !== null || hasRecords(this.database, unitId, officeIds);
  }

  /** The offices of whose plans the caller may see what happened in `unitId`; null: of all. */
  private async officesSeen(caller: Caller, unitId: string): Promise<string[] | null> {
    const seesAll = may(caller, 'READ_EVERYTHING') || may(caller, 'READ_OWN_UNIT', { unitId });
    return seesAll ? null : officesOverseenBy(this.database, caller);
  }
}
