import { DomainError } from '#kernel';

/** Codes of the refusals of this service, for the endpoint declarations. */
export const PROBLEMS = {
  notAllowed: 'NOTIFICATIONS.NOT_ALLOWED',
  entryNotFound: 'INBOX.ENTRY_NOT_FOUND',
} as const;

/** None of the caller's roles gives the permission. */
export function notAllowed(what: string): DomainError {
  return new DomainError(
    'forbidden',
    PROBLEMS.notAllowed,
    `Your roles do not let you ${what}. Ask the office that runs the work.`,
  );
}

/** Unknown, or sent to somebody else: the same answer. */
export function entryNotFound(): DomainError {
  return new DomainError(
    'not-found',
    PROBLEMS.entryNotFound,
    'Your inbox has no such entry. Read the inbox again for its present ids.',
  );
}
