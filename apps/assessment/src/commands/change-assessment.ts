import { Injectable } from '@nestjs/common';
import type { AssessmentState, EventDefinition } from '#contracts';
import { Commands, eventOf, reply, requireVersion, type CommandContext, type Tx } from '#platform';
import type { z } from 'zod';
import { permissionsFor, phaseAfter } from '../domain/assessment.js';
import { requirePermission } from '../domain/assessment.policy.js';
import type { AssessmentAction } from '../domain/assessment.transitions.js';
import { lockAssessment, updateAssessment, type AssessmentRow } from '../persistence/assessments.js';
import { assessmentView, requireSeen } from '../queries/assessment-view.js';

/** What every change of an assessment can be refused with. */
export const CHANGE_PROBLEMS = [
  'ASSESSMENT.NOT_FOUND',
  'ASSESSMENT.ACTION_NOT_ALLOWED',
  'ASSESSMENT.FORBIDDEN',
  'VERSION.STALE',
] as const;

/** What one use case adds to the change of phase. */
interface AssessmentChange<Event extends EventDefinition> {
  action: AssessmentAction;
  /** Checks what only this use case checks, and says what it changes besides the phase. */
  decide(before: AssessmentRow, tx: Tx): Promise<RecordChanges> | RecordChanges;
  event: Event;
  data(assessment: AssessmentState): z.input<Event['data']>;
}

type RecordChanges = Partial<Pick<AssessmentRow, 'requestedBy' | 'decidedBy' | 'refusalReason'>> & {
  /** Given only where it is published. */
  publication?: number;
};

/** The way every change of an assessment takes: lock it, check who asks, version and phase, write, append the event. */
@Injectable()
export class ChangeAssessment {
  constructor(private readonly commands: Commands) {}

  run<Event extends EventDefinition>(assessmentId: string, change: AssessmentChange<Event>, context: CommandContext) {
    return this.commands.run(context, async (tx) => {
      const before = requireSeen(await lockAssessment(tx, assessmentId), context.caller);
      for (const permission of permissionsFor(change.action))
        requirePermission(context.caller, permission, { office: before.office });
      requireVersion(context, before.version);
      const phase = phaseAfter(before.state.phase, change.action);
      const { publication = null, ...record } = await change.decide(before, tx);
      const state = { ...before.state, phase, publication };
      const after = { ...before, ...record, state, version: before.version + 1 };
      await updateAssessment(tx, after);
      const told = { aggregateId: assessmentId, aggregateVersion: after.version, data: change.data(state) };
      tx.append([eventOf(change.event, told, context)]);
      return reply(assessmentView(after, context.caller), { etag: after.version });
    });
  }
}
