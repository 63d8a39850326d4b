import { describe, expect, it } from 'vitest';
import { AssessmentPhase } from '#contracts';
import { actionsIn, phaseAfter } from './assessment.js';
import { ASSESSMENT_TRANSITIONS } from './assessment.transitions.js';

/** Written by hand: every phase with every action; '-' is refused. */
const EXPECTED = {
  DRAFT: { REQUEST_PUBLICATION: 'PUBLICATION_REQUESTED', APPROVE_PUBLICATION: '-', REFUSE_PUBLICATION: '-' },
  PUBLICATION_REQUESTED: { REQUEST_PUBLICATION: '-', APPROVE_PUBLICATION: 'PUBLISHED', REFUSE_PUBLICATION: 'DRAFT' },
  PUBLISHED: { REQUEST_PUBLICATION: '-', APPROVE_PUBLICATION: '-', REFUSE_PUBLICATION: '-' },
} as const;

const actions = [...new Set(ASSESSMENT_TRANSITIONS.map(({ action }) => action))];
const cases = AssessmentPhase.options.flatMap((phase) =>
  actions.map((action) => [phase, action, EXPECTED[phase][action]] as const),
);

describe('an assessment', () => {
  it('has three phases and three actions, nine cases in all', () => {
    expect(cases).toHaveLength(9);
  });

  it.each(cases.filter(([, , to]) => to !== '-'))('in phase %s goes by %s to %s', (phase, action, to) => {
    expect(phaseAfter(phase, action)).toBe(to);
  });

  it.each(cases.filter(([, , to]) => to === '-'))(
    'in phase %s refuses %s and says what is possible',
    (phase, action) => {
      expect(() => phaseAfter(phase, action)).toThrow(
        expect.objectContaining({
          code: 'ASSESSMENT.ACTION_NOT_ALLOWED',
          details: { state: phase, allowedActions: actionsIn(phase) },
        }) as Error,
      );
    },
  );

  it('never changes again once it is published', () => {
    expect(actionsIn('PUBLISHED')).toEqual([]);
  });
});
