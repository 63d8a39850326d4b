import { AssessmentPhase, AssessmentState, Id, ItemResult, UnitResult } from '#contracts';
import type { Caller } from '#platform';
import { z } from 'zod';
import { may, seesUnit, type Office } from '../domain/assessment.policy.js';
import { ASSESSMENT_TRANSITIONS } from '../domain/assessment.transitions.js';
import { assessmentNotFound } from '../domain/errors.js';
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
      deductions: ItemResult.shape.deductions
        .optional()
        .meta({ description: 'absent: what took marks is shown to the unit itself and to those who oversee it alone' }),
    }),
  ),
}).meta({ id: 'UnitResultView' });
export type UnitResultView = z.infer<typeof UnitResultView>;

const ACTIONS = ASSESSMENT_TRANSITIONS.map(({ action }) => action);

export const AssessmentView = AssessmentState.extend({
  officeUnitId: Id.meta({ description: 'the office that adopted the scheme, and whose plans were judged' }),
  version: z.number().int(),
  refusalReason: z.string().nullable(),
  results: z.array(UnitResultView),
  allowedActions: z.array(z.enum(ACTIONS)).meta({ description: 'what this caller may do now' }),
}).meta({ id: 'AssessmentView' });
export type AssessmentView = z.infer<typeof AssessmentView>;

/** An assessment as `caller` may see it; without any result where he may not see it at all. */
export function assessmentView(
  { version, office, state, requestedBy, refusalReason }: AssessmentRow,
  caller: Caller,
): AssessmentView {
  return {
    ...state,
    officeUnitId: office.officeUnitId,
    version,
    refusalReason,
    results: state.results.flatMap((result) => resultView(result, { phase: state.phase, office }, caller) ?? []),
    unassessed: seesClass({ phase: state.phase, office }, caller) ? state.unassessed : [],
    allowedActions: ASSESSMENT_TRANSITIONS.filter(
      (row) =>
        row.from === state.phase &&
        may(caller, row.permission, { office }) &&
        !isOwnRequest(row.permission, requestedBy, caller),
    ).map(({ action }) => action),
  };
}

/**
 * The assessment, unless the caller may see nothing of it: every assessment has results.
 * @throws DomainError `ASSESSMENT.NOT_FOUND`, for an unknown one too
 */
export function requireSeen(row: AssessmentRow | null, caller: Caller): AssessmentRow {
  if (row === null || assessmentView(row, caller).results.length === 0) throw assessmentNotFound();
  return row;
}

/** What decides how much of a result is seen. */
interface Standing {
  phase: AssessmentPhase;
  office: Office;
}

/** A result as `caller` may see it, or null: everything, his own unit's, or after publication everybody's without what took marks. */
export function resultView(result: UnitResult, standing: Standing, caller: Caller): UnitResultView | null {
  const seesAll = seesClass(standing, caller);
  const seesLosses = seesUnit(caller, result.unitId, standing.office);
  if (!seesAll && !seesLosses) return null;
  return {
    ...result,
    rank: seesAll ? result.rank : null,
    items: seesLosses ? result.items : result.items.map(withoutDeductions),
  };
}

function withoutDeductions({
  no,
  fullMarks,
  marks,
  applicable,
  proportion,
}: ItemResult): Omit<ItemResult, 'deductions'> {
  return { no, fullMarks, marks, applicable, proportion };
}

function seesClass({ phase, office }: Standing, caller: Caller): boolean {
  return may(caller, 'READ_EVERYTHING', { office }) || (phase === 'PUBLISHED' && may(caller, 'READ_PUBLISHED'));
}

function isOwnRequest(permission: string, requestedBy: string | null, caller: Caller): boolean {
  return permission === 'DECIDE_PUBLICATION' && requestedBy === caller.accountId;
}
