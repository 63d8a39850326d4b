import type { PolicyAction } from './assessment.policy.js';
import { refuse } from './errors.js';
import { ASSESSMENT_TRANSITIONS, type AssessmentAction, type AssessmentPhase } from './assessment.transitions.js';

/** The phase after `action`. Throws `ASSESSMENT.ACTION_NOT_ALLOWED` with the state and what is possible in it. */
export function phaseAfter(phase: AssessmentPhase, action: AssessmentAction): AssessmentPhase {
  const transition = ASSESSMENT_TRANSITIONS.find((row) => row.action === action && row.from === phase);
  if (transition) return transition.to;
  const allowedActions = actionsIn(phase);
  const next = allowedActions.length
    ? `Possible now: ${allowedActions.join(', ')}.`
    : 'Nothing can change it any more.';
  throw refuse('ASSESSMENT.ACTION_NOT_ALLOWED', `${action} is not possible while the assessment is ${phase}. ${next}`, {
    state: phase,
    allowedActions,
  });
}

/** The rows of the policy that say who may do `action`, in whatever phase. */
export function permissionsFor(action: AssessmentAction): PolicyAction[] {
  return ASSESSMENT_TRANSITIONS.filter((row) => row.action === action).map(({ permission }) => permission);
}

export function actionsIn(phase: AssessmentPhase): AssessmentAction[] {
  return ASSESSMENT_TRANSITIONS.filter((row) => row.from === phase).map((row) => row.action);
}
