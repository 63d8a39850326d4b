import { AssessmentPhase, AssessmentState, ItemResult, UnitResult } from '#contracts';
import type { Caller } from '#platform';
import { z } from 'zod';
import { may, seesUnit } from '../domain/assessment.policy.js';
import { ASSESSMENT_TRANSITIONS } from '../domain/assessment.transitions.js';
import type { AssessmentRow } from '../persistence/assessments.js';

/** A unit's result as far as the reader may see it. */
export const UnitResultView = UnitResult.extend({
  rank: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'null: the ranking is shown to a unit only after publication' }),
  items: z.array(
    ItemResult.extend({
      reasons: ItemResult.shape.reasons
        .optional()
        .meta({ description: 'absent: they name tasks, and only the unit itself and those who oversee it see those' }),
    }),
  ),
}).meta({ id: 'UnitResultView' });
export type UnitResultView = z.infer<typeof UnitResultView>;

const ACTIONS = ASSESSMENT_TRANSITIONS.map(({ action }) => action);

export const AssessmentView = AssessmentState.extend({
  version: z.number().int(),
  refusalReason: z.string().nullable(),
  results: z.array(UnitResultView),
  allowedActions: z.array(z.enum(ACTIONS)).meta({ description: 'what this caller may do now' }),
}).meta({ id: 'AssessmentView' });
export type AssessmentView = z.infer<typeof AssessmentView>;

/** An assessment as `caller` may see it; without any result where he may not see it at all. */
export function assessmentView(
  { version, state, requestedBy, refusalReason }: AssessmentRow,
  caller: Caller,
): AssessmentView {
  return {
    ...state,
    version,
    refusalReason,
    results: state.results.flatMap((result) => resultView(result, state.phase, caller) ?? []),
    unassessed: seesClass(caller, state.phase) ? state.unassessed : [],
    allowedActions: ASSESSMENT_TRANSITIONS.filter(
      (row) =>
        row.from === state.phase && may(caller, row.permission) && !isOwnRequest(row.permission, requestedBy, caller),
    ).map(({ action }) => action),
  };
}

/** A result as `caller` may see it, or null: everything, his own unit's, or after publication everybody's without reasons. */
export function resultView(result: UnitResult, phase: AssessmentPhase, caller: Caller): UnitResultView | null {
  const seesAll = seesClass(caller, phase);
  const seesReasons = seesUnit(caller, result.unitId);
  if (!seesAll && !seesReasons) return null;
  return {
    ...result,
    rank: seesAll ? result.rank : null,
    items: seesReasons ? result.items : result.items.map(withoutReasons),
  };
}

function withoutReasons({ no, fullMarks, marks, applicable, proportion }: ItemResult): Omit<ItemResult, 'reasons'> {
  return { no, fullMarks, marks, applicable, proportion };
}

function seesClass(caller: Caller, phase: AssessmentPhase): boolean {
  return may(caller, 'READ_EVERYTHING') || (phase === 'PUBLISHED' && may(caller, 'READ_PUBLISHED'));
}

function isOwnRequest(permission: string, requestedBy: string | null, caller: Caller): boolean {
  return permission === 'DECIDE_PUBLICATION' && requestedBy === caller.accountId;
}
