import { z } from 'zod';
import { DateOnly, Id } from '../common/fields.js';
import { FactKind } from './scheme.js';

/** One unit's result. Marks are hundredths of a point. Every mark lost names the event that took it. */
export const UnitResult = z
  .object({
    unitId: Id,
    unitName: z.string(),
    marks: z.number().int(),
    rank: z.number().int().meta({ description: 'equal marks share a rank' }),
    items: z.array(
      z.object({
        no: z.string(),
        marks: z.number().int(),
        reasons: z.array(
          z.object({
            fact: FactKind,
            marks: z.number().int().meta({ description: 'negative: taken' }),
            taskId: Id,
            assignmentId: Id,
            eventId: Id.meta({ description: 'the event that caused it' }),
            on: DateOnly,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'UnitResult' });
export type UnitResult = z.infer<typeof UnitResult>;

export const AssessmentState = z
  .object({
    assessmentId: Id,
    schemeId: Id,
    year: z.number().int(),
    asOf: DateOnly,
    phase: z.enum(['DRAFT', 'PUBLICATION_REQUESTED', 'PUBLISHED']),
    results: z.array(UnitResult),
  })
  .meta({ id: 'AssessmentState' });
export type AssessmentState = z.infer<typeof AssessmentState>;
