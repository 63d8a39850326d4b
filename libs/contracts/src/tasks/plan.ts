import { z } from 'zod';
import { DateOnly, Id, Instant } from '../common/fields.js';

export const PlanPhase = z
  .enum([
    'REGISTERED', // 立项: the office may still edit
    'ISSUE_REQUESTED', // 报批: waits for the leading group
    'ISSUED', // 印发
  ])
  .meta({ id: 'PlanPhase' });
export type PlanPhase = z.infer<typeof PlanPhase>;

export const PlanState = z
  .object({
    planId: Id,
    title: z.string(),
    /** 发文字号 */
    documentNumber: z.string(),
    issuerUnitId: Id,
    officeUnitId: Id.meta({ description: 'the office that runs the work' }),
    memberGroupId: Id.meta({
      description: 'the member units of the leading group: one of them reviews where the office must step aside',
    }),
    adoptedOn: DateOnly.meta({ description: '成文日期' }),
    publishedOn: DateOnly.nullable().meta({ description: '发布日期' }),
    recipients: z.array(z.string()).meta({ description: '主送, in the words of the paper' }),
    notice: z.string().meta({ description: '正文 of the notice that the plan came with' }),
    sections: z
      .array(z.object({ heading: z.string(), text: z.string(), origin: z.string() }))
      .meta({ description: 'what the paper says outside its tasks, in its order, e.g. 总体要求 and 保障措施' }),
    phase: PlanPhase,
    issuedAt: Instant.nullable(),
    aspects: z.array(z.object({ no: z.number().int(), title: z.string(), origin: z.string() })),
  })
  .meta({ id: 'PlanState' });
export type PlanState = z.infer<typeof PlanState>;
