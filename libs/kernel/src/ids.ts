import { NIL, v5, v7 } from 'uuid';

/** Namespace of ids that must be the same wherever they are derived (calendar of a year, a reminder's natural key). */
const NAMESPACE = '5f1d7a52-3f0e-5b0e-9a46-6c69616e6261';

/** Before every id, and the id of nothing. */
export const NIL_ID = NIL;

/** A new, time-ordered id (UUIDv7). */
export function newId(): string {
  return v7();
}

/** The id that belongs to `name`, the same in every process and every run. */
export function derivedId(name: string): string {
  return v5(name, NAMESPACE);
}
