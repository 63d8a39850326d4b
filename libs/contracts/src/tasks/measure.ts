import { z } from 'zod';
import { DateOnly, Id, Instant } from '../common/fields.js';

export const MeasurePhase = z
  .enum([
    'OPEN', // 进行中
    'DONE', // 已完成
  ])
  .meta({ id: 'MeasurePhase' });
export type MeasurePhase = z.infer<typeof MeasurePhase>;

/** 具体措施: what a unit undertakes by its own plan for a task that it carries. It owes nobody a report. */
export const MeasureState = z
  .object({
    measureId: Id,
    planId: Id,
    taskId: Id,
    assignmentId: Id.meta({ description: 'the part of the unit' }),
    unitId: Id,
    draftId: Id.meta({ description: "the unit's own plan that it comes from" }),
    no: z.string().meta({ description: 'as that plan counts it' }),
    title: z.string(),
    text: z.string(),
    owner: z.string().meta({ description: 'who sees to it inside the unit, in words' }),
    deadline: DateOnly.nullable(),
    phase: MeasurePhase,
    adoptedAt: Instant,
    doneAt: Instant.nullable(),
  })
  .meta({ id: 'MeasureState' });
export type MeasureState = z.infer<typeof MeasureState>;
