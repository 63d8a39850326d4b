import { Injectable } from '@nestjs/common';
import { FactKind, optionalText, SchemeAdopted, SchemeState, text, UnitKind } from '#contracts';
import { newId } from '#kernel';
import { Commands, Directory, endpoint, eventOf, reply, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { requirePermission, type Office } from '../domain/assessment.policy.js';
import { invalidField } from '../domain/errors.js';
import { inconsistencies } from '../domain/scheme.js';
import { insertScheme } from '../persistence/schemes.js';
import { nextNumber } from '../persistence/year-and-class.js';

/** Hundredths of a point; a scheme of 10,000 points is far beyond any that was found. */
const marks = z.number().int().min(1).max(1_000_000);
const facts = z.array(FactKind).min(1).max(FactKind.options.length);

/** The rule types of the contract, with unknown fields refused. */
const Rule = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('DEDUCT_PER_EVENT'),
    deductions: z
      .array(z.strictObject({ fact: FactKind, marks }))
      .min(1)
      .max(FactKind.options.length),
    cap: marks,
  }),
  z.strictObject({
    type: z.literal('PROPORTION'),
    numerator: facts,
    denominator: facts,
    whenNothingDue: z.enum(['FULL', 'ZERO', 'NOT_APPLICABLE']),
  }),
]);

export const adoptScheme = endpoint({
  method: 'POST',
  path: '/api/assessment/schemes',
  summary: '通过考核办法（同年同类再次通过即为新修订，原办法保留）',
  tag: 'schemes',
  body: z.strictObject({
    name: text(200),
    year: z.number().int().min(2000).max(2100),
    objectClass: UnitKind,
    fullMarks: marks,
    origin: optionalText(500),
    items: z
      .array(z.strictObject({ no: text(20), title: text(200), fullMarks: marks, rule: Rule }))
      .min(1)
      .max(100),
  }),
  response: SchemeState,
  status: 201,
  problems: ['SCHEME.INCONSISTENT', 'ASSESSMENT.FORBIDDEN'],
});

/** Adopts a scheme for the caller's office: from then on it is frozen, and a change is the next revision of its year and class. */
@Injectable()
export class AdoptScheme {
  constructor(
    private readonly commands: Commands,
    private readonly directory: Directory,
  ) {}

  async execute({ body }: InputOf<typeof adoptScheme>, context: CommandContext) {
    const { accountId, unitId: officeUnitId } = context.caller;
    requirePermission(context.caller, 'ADOPT_SCHEME', { office: await this.officeOf(officeUnitId) });
    const errors = inconsistencies(body);
    if (errors.length > 0) throw invalidField('SCHEME.INCONSISTENT', errors);
    return this.commands.run(context, async (tx) => {
      const revision = await nextNumber(tx, 'revision', { ...body, officeUnitId });
      const scheme = { ...body, schemeId: newId(), officeUnitId, revision };
      await insertScheme(tx, scheme, { by: accountId, at: context.now });
      const adopted = { aggregateId: scheme.schemeId, aggregateVersion: 1, data: { scheme } };
      tx.append([eventOf(SchemeAdopted, adopted, context)]);
      const location = `/api/assessment/schemes/${scheme.schemeId}`;
      return reply(scheme, { status: 201, location });
    });
  }

  /** The caller's unit, where it is an office: any other unit's assessors and coordinators have no scheme to adopt. */
  private async officeOf(unitId: string): Promise<Office | undefined> {
    const unit = await this.directory.unit(unitId);
    return unit?.kind === 'COORDINATION_OFFICE' ? { officeUnitId: unitId, groupUnitIds: [] } : undefined;
  }
}
