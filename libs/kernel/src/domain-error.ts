/** What kind of refusal this is; the edge maps it to an HTTP status (see `PROBLEM_STATUS` in the platform library). */
export type Refusal =
  | 'invalid' // the input can never be right
  | 'unauthenticated' // nobody is signed in
  | 'forbidden' // known, visible, but not yours to do
  | 'not-found' // unknown or invisible: the same answer
  | 'conflict' // right in itself, wrong in the present state
  | 'stale' // `If-Match` names an older version
  | 'too-many'; // a limit of attempts

/** One invalid field: where (JSON pointer) and what is wrong with it. */
export interface FieldError {
  pointer: string;
  message: string;
}

export interface RefusalDetails {
  /** The present state of the aggregate, when the state is why. */
  state?: string;
  /** What this caller may do instead, when the state is why. */
  allowedActions?: readonly string[];
  errors?: readonly FieldError[];
}

/** A refusal with a stable code, e.g. `TASK.ACTION_NOT_ALLOWED`. The message says what happened and what to do next. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly refusal: Refusal,
    readonly code: string,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
  }
}
