import { z } from 'zod';
import { DateOnly, Id } from '../common/fields.js';
import { UnitKind } from '../departments/unit.js';
import { FactKind } from './scheme.js';

/**
 * One item of a scheme for one unit. Which events took the marks is told by the assessment service alone, unit by unit
 * (`GET /api/assessment/assessments/{assessmentId}/results/{unitId}/explanation`): all reasons of a large class are tens of megabytes.
 */
export const ItemResult = z
  .object({
    no: z.string(),
    fullMarks: z.number().int(),
    marks: z.number().int().meta({ description: '0 where the item does not apply' }),
    applicable: z.boolean().meta({ description: 'false: nothing fell due and the scheme leaves the item out' }),
    proportion: z
      .object({ met: z.number().int(), due: z.number().int() })
      .nullable()
      .meta({ description: 'assignments counted by a PROPORTION rule; null for other rules' }),
    deductions: z
      .array(z.object({ fact: FactKind, times: z.number().int() }))
      .nullable()
      .meta({
        description: 'facts counted by a DEDUCT_PER_EVENT rule, also those beyond its cap; null for other rules',
      }),
  })
  .meta({ id: 'ItemResult' });
export type ItemResult = z.infer<typeof ItemResult>;

/** One unit's result. Marks are hundredths of a point. Every mark lost can be asked for the event that took it. */
export const UnitResult = z
  .object({
    unitId: Id,
    unitName: z.string(),
    marks: z.number().int().meta({ description: 'sum of the applicable items, scaled from `outOf` to full marks' }),
    outOf: z.number().int().meta({ description: 'full marks of the applicable items' }),
    rank: z.number().int().meta({ description: 'equal marks share a rank' }),
    obligations: z.number().int().meta({ description: 'assignments that count to the year' }),
    items: z.array(ItemResult),
  })
  .meta({ id: 'UnitResult' });
export type UnitResult = z.infer<typeof UnitResult>;

export const AssessmentPhase = z
  .enum([
    'DRAFT', // 草案
    'PUBLICATION_REQUESTED', // 报批
    'PUBLISHED', // 公布
  ])
  .meta({ id: 'AssessmentPhase' });
export type AssessmentPhase = z.infer<typeof AssessmentPhase>;

export const AssessmentState = z
  .object({
    assessmentId: Id,
    schemeId: Id,
    officeUnitId: Id.meta({ description: 'the office whose plans are judged' }),
    year: z.number().int(),
    objectClass: UnitKind,
    asOf: DateOnly.meta({ description: 'last day that counts, as a whole' }),
    phase: AssessmentPhase,
    /** Number of this publication of its office, year and class, from 1; null until published. Earlier ones stay. */
    publication: z.number().int().nullable(),
    /** SHA-256 of the results without names: the same counts of facts give the same digest. */
    digest: z.string(),
    results: z.array(UnitResult),
    /** Units of the class that carried nothing the scheme could judge: neither marks nor rank. */
    unassessed: z.array(z.object({ unitId: Id, unitName: z.string() })),
  })
  .meta({ id: 'AssessmentState' });
export type AssessmentState = z.infer<typeof AssessmentState>;
