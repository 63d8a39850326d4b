import { DomainError, type FieldError, type RefusalDetails } from '#kernel';

/** Every refusal of this service that has a code of its own; the platform adds the general ones. */
export const ASSESSMENT_PROBLEMS = {
  'SCHEME.NOT_FOUND': 'not-found',
  'SCHEME.INCONSISTENT': 'invalid',
  'ASSESSMENT.NOT_FOUND': 'not-found',
  'ASSESSMENT.DAY_NOT_OVER': 'invalid',
  'ASSESSMENT.DAY_BEFORE_YEAR': 'invalid',
  'ASSESSMENT.NO_RESULTS': 'conflict',
  'ASSESSMENT.FACTS_INCOMPLETE': 'conflict',
  'ASSESSMENT.FACTS_CHANGED': 'conflict',
  'ASSESSMENT.ACTION_NOT_ALLOWED': 'conflict',
  'ASSESSMENT.FORBIDDEN': 'forbidden',
  'ASSESSMENT.OWN_REQUEST': 'forbidden',
  'ASSESSMENT.OWN_UNIT': 'forbidden',
  'UNIT.NOT_FOUND': 'not-found',
} as const;
export type AssessmentProblem = keyof typeof ASSESSMENT_PROBLEMS;

export function refuse(code: AssessmentProblem, message: string, details: RefusalDetails = {}): DomainError {
  return new DomainError(ASSESSMENT_PROBLEMS[code], code, message, details);
}

export function invalidField(code: AssessmentProblem, errors: readonly FieldError[]): DomainError {
  return refuse(code, `${errors.map((error) => error.message).join(' ')} Correct the named fields and send it again.`, {
    errors,
  });
}

/** Unknown and invisible are the same answer. */
export function assessmentNotFound(): DomainError {
  return refuse(
    'ASSESSMENT.NOT_FOUND',
    'There is no such assessment, or it is not yours to see. GET /api/assessment/assessments lists those you may read.',
  );
}

/** Unknown and invisible are the same answer. */
export function unitNotFound(): DomainError {
  return refuse(
    'UNIT.NOT_FOUND',
    'There is no such unit here, or it is not yours to see. Check the id, or ask for your own unit.',
  );
}
