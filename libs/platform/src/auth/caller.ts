import type { Role } from '#contracts';

/** Whoever is signed in, with unit and roles as the register has them now, not as the token had them. */
export interface Caller {
  accountId: string;
  unitId: string;
  roles: readonly Role[];
  displayName: string;
}
