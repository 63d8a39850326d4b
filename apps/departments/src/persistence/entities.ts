import { DirectoryClockEntity } from '#platform';
import { AccountEntity } from './account.entity.js';
import { CalendarRevisionEntity } from './calendar-revision.entity.js';
import { RefreshTokenEntity, SessionEntity } from './session.entity.js';
import { SignInAttemptEntity } from './sign-in-attempt.entity.js';
import { UnitGroupEntity, UnitGroupMemberEntity } from './unit-group.entity.js';
import { UnitEntity } from './unit.entity.js';

/** Every table of the service's schema besides the platform's. */
export const departmentsEntities = [
  UnitEntity,
  UnitGroupEntity,
  UnitGroupMemberEntity,
  AccountEntity,
  SessionEntity,
  RefreshTokenEntity,
  SignInAttemptEntity,
  CalendarRevisionEntity,
  DirectoryClockEntity,
];
