import { DomainError, type Refusal, type RefusalDetails } from '#kernel';

interface ErrorRow {
  refusal: Refusal;
  /** What happened and what to do next. */
  message: string;
}

/** Every refusal of this service by its stable code. */
export const DEPARTMENTS_ERRORS = {
  'ACCESS.DENIED': {
    refusal: 'forbidden',
    message:
      'Your roles do not allow this where you sit: some count in a coordination office alone. Ask a person who may, or an administrator for the role.',
  },
  'UNIT.NOT_FOUND': { refusal: 'not-found', message: 'No such unit. Look it up in the list of units.' },
  'UNIT.NAME_TAKEN': {
    refusal: 'conflict',
    message: 'Another unit already has this name. Use that unit, or choose a name that tells them apart.',
  },
  'UNIT.RENAMED_AHEAD': {
    refusal: 'invalid',
    message:
      'A new name is in force from the moment it is entered, so its day must have come. Enter it on the last day of the old name or later.',
  },
  'UNIT.SUPERIOR_INVALID': {
    refusal: 'invalid',
    message: 'This unit cannot be the superior. Name a registered unit of the administrative hierarchy above it.',
  },
  'UNIT.SEAT_INVALID': {
    refusal: 'invalid',
    message:
      'Only a coordination office has a seat, and it sits in a department. Name that department or leave it out.',
  },
  'UNIT.NOT_SCORABLE': {
    refusal: 'invalid',
    message: 'The city has no right to assess units of this kind. Register it with scorable = false.',
  },
  'GROUP.NOT_FOUND': { refusal: 'not-found', message: 'No such group. Look it up in the list of groups.' },
  'GROUP.NAME_TAKEN': {
    refusal: 'conflict',
    message: 'Another group already has this name. Change that group, or choose another name.',
  },
  'GROUP.MEMBERSHIP_INVALID': {
    refusal: 'invalid',
    message: 'The memberships contradict one another. Correct the ones that are named and send the list again.',
  },
  'ACCOUNT.NOT_FOUND': { refusal: 'not-found', message: 'No such account. Look it up in the list of accounts.' },
  'ACCOUNT.UNIT_UNKNOWN': {
    refusal: 'invalid',
    message: 'There is no such unit. Register the unit first, then appoint its people.',
  },
  'ACCOUNT.USERNAME_TAKEN': { refusal: 'conflict', message: 'This user name is in use. Choose another one.' },
  'ACCOUNT.ROLES_INCOMPATIBLE': {
    refusal: 'invalid',
    message: 'An administrator has no business rights. Give the other roles to another account.',
  },
  'ACCOUNT.OWN_ACCOUNT': {
    refusal: 'forbidden',
    message:
      'Nobody decides on the roles, the state or a forgotten password of his own account. Ask another administrator; a password that you know is changed under /me/password.',
  },
  'ACCOUNT.SAMPLE_REFUSED': {
    refusal: 'forbidden',
    message: 'Sample accounts are refused in production. Appoint the person with an account of his own.',
  },
  'ACCOUNT.PASSWORD_WEAK': {
    refusal: 'invalid',
    message: 'The password is too easy to guess. Choose one that keeps every rule that is named.',
  },
  'ACCOUNT.PASSWORD_WRONG': {
    refusal: 'invalid',
    message:
      'The current password is not right. Type it again; after too many attempts the account is locked for a while.',
  },
  'SESSION.REFUSED': {
    refusal: 'unauthenticated',
    message: 'User name or password is not right, or the account is disabled. Try again or ask your administrator.',
  },
  'SESSION.LOCKED': {
    refusal: 'too-many',
    message: 'Too many failed attempts for this user name. Wait until the lock ends and sign in again.',
  },
  'SESSION.ENDED': { refusal: 'unauthenticated', message: 'This session has ended. Sign in again.' },
  'SESSION.REFRESH_REUSED': {
    refusal: 'unauthenticated',
    message: 'This refresh token was used before, so somebody else may hold it. The session was ended: sign in again.',
  },
  'CALENDAR.NOT_FOUND': {
    refusal: 'not-found',
    message: 'No arrangement of this year or revision is published. Look at the list of calendars.',
  },
  'CALENDAR.DAYS_INVALID': {
    refusal: 'invalid',
    message: 'The arrangement contradicts itself. Correct the days that are named and publish it again.',
  },
  'CALENDAR.ALREADY_FINAL': {
    refusal: 'conflict',
    message: 'The published arrangement of this year cannot become provisional again. Publish the correction as final.',
  },
  'CLOCK.NOT_MOVABLE': {
    refusal: 'conflict',
    message: 'The clock of this installation follows the real time. Start a demonstration with DEMO_CLOCK to move it.',
  },
  'CLOCK.BACKWARDS': {
    refusal: 'conflict',
    message: 'The clock only moves forward: what has happened stays. Name a later moment.',
  },
} as const satisfies Record<string, ErrorRow>;

export type DepartmentsErrorCode = keyof typeof DEPARTMENTS_ERRORS;

/** The error of `code`, to be thrown; `details` name fields or the state that is why. */
export function refusalOf(code: DepartmentsErrorCode, details: RefusalDetails = {}): DomainError {
  const { refusal, message } = DEPARTMENTS_ERRORS[code];
  return new DomainError(refusal, code, message, details);
}
