import { z } from 'zod';
import { Id } from '../common/fields.js';
import { UnitKind } from '../departments/unit.js';

/** Facts that a rule may count; each is taken from one event. */
export const FactKind = z
  .enum([
    'OBLIGATION', // an assignment was given to the unit
    'SIGNED_IN_TIME', // 按时签收
    'SIGNED_LATE', // 逾期签收
    'NEVER_SIGNED', // 未签收: the day passed and nobody signed
    'RETURNED', // 退回补办
    'COMPLETED_IN_TIME', // 按时办结
    'COMPLETED_LATE', // 逾期办结
    'NOT_COMPLETED', // 到期未办结
  ])
  .meta({ id: 'FactKind' });
export type FactKind = z.infer<typeof FactKind>;

/** How one item of a scheme turns facts into marks. Marks are hundredths of a point, whole numbers, so that a score is the same on every machine. */
export const ScoringRule = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('DEDUCT_PER_EVENT'),
      deductions: z.array(z.object({ fact: FactKind, marks: z.number().int().positive() })).min(1),
      cap: z.number().int().positive().meta({ description: 'most that this item can lose, in hundredths' }),
    }),
    z.object({
      type: z.literal('PROPORTION'),
      /** Counted are assignments, not facts: due is one with any fact of the denominator, met is one of these with any fact of the numerator. */
      numerator: z.array(FactKind).min(1),
      denominator: z.array(FactKind).min(1),
      /** Marks when there was nothing to do: full marks would favour idle units, zero would punish them. */
      whenNothingDue: z.enum(['FULL', 'ZERO', 'NOT_APPLICABLE']),
    }),
  ])
  .meta({ id: 'ScoringRule' });
export type ScoringRule = z.infer<typeof ScoringRule>;

export const SchemeState = z
  .object({
    schemeId: Id,
    officeUnitId: Id.meta({ description: 'the office that adopted it, and whose plans it judges' }),
    name: z.string(),
    year: z.number().int(),
    revision: z.number().int().meta({ description: 'of its office, year and class, from 1' }),
    /** Units are ranked only inside their class. */
    objectClass: UnitKind,
    fullMarks: z.number().int().meta({ description: 'in hundredths of a point' }),
    origin: z.string(),
    items: z.array(z.object({ no: z.string(), title: z.string(), fullMarks: z.number().int(), rule: ScoringRule })),
  })
  .meta({ id: 'SchemeState' });
export type SchemeState = z.infer<typeof SchemeState>;
