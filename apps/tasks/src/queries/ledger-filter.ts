import type { AssignmentPhase } from '#contracts';
import type { Light } from '../domain/lights.js';
import { lightSql, overdueSql } from '../persistence/light-sql.js';
import { NO_DATE, type Sort } from './ledger-orders.js';

/** What a caller wants to see of the ledger. */
export interface LedgerFilter {
  planId?: string | undefined;
  aspectNo?: number | undefined;
  unitId?: string | undefined;
  role?: string | undefined;
  phase?: AssignmentPhase | undefined;
  light?: Light | undefined;
  overdue?: 'true' | 'false' | undefined;
  text?: string | undefined;
  sort: Sort;
}

/** Parameters of a statement in the order in which its text names them. */
export class Values {
  readonly all: unknown[];

  constructor(first: readonly unknown[]) {
    this.all = [...first];
  }

  /** `$n`, which stands for the value from here on. */
  add(value: unknown): string {
    this.all.push(value);
    return `$${this.all.length}`;
  }
}

/** Conditions over a part `a`, and over its task `t`, which is read for them alone. `$3` is today, `$4` now. */
export interface Conditions {
  /** The parameters of the two that are looked for in indexes; null where they are not asked for. */
  planId: string | null;
  unitId: string | null;
  part: readonly string[];
  task: readonly string[];
}

export function conditionsOf(filter: LedgerFilter, values: Values): Conditions {
  const { aspectNo, role, phase, light, overdue, text } = filter;
  const planId = filter.planId === undefined ? null : values.add(filter.planId);
  const unitId = filter.unitId === undefined ? null : values.add(filter.unitId);
  const when = <T>(value: T | undefined, condition: (parameter: string) => string): string[] =>
    value === undefined || value === '' ? [] : [condition(values.add(value))];
  return {
    planId,
    unitId,
    part: [
      ...(planId ? [`a.plan_id = ${planId}`] : []),
      ...(unitId ? [`a.unit_id = ${unitId}`] : []),
      ...when(role, ($) => `a.role = ${$}`),
      ...when(phase, ($) => `a.phase = ${$}`),
      ...when(light, ($) => `${lightSql(4)} = ${$}`),
      ...when(overdue, ($) => `${overdueSql(3)} = ${$}::boolean`),
    ],
    task: [
      ...when(aspectNo, ($) => `t.aspect_no = ${$}`),
      ...when(text, ($) => `(strpos(t.title, ${$}) > 0 OR strpos(t.text, ${$}) > 0)`),
    ],
  };
}

/** The parts that each order has an index for, as the indexes say it. */
const OPEN = `a.phase NOT IN ('COMPLETED', 'CLOSED')`;
const ENDED = `a.phase IN ('COMPLETED', 'CLOSED')`;
const LATE = `coalesce(a.deadline, '${NO_DATE}') < $3::date`;

/** Every light but that of what is finished, and grey, which is of both. */
const SHARES_LIT: Readonly<Record<Light, readonly string[]>> = {
  RED: [OPEN],
  YELLOW: [OPEN],
  GREEN: [OPEN],
  GREY: [OPEN, ENDED],
  BLUE: [ENDED],
};

/** Which of the open and the ended parts can be among what is wanted, each to be read in its own index. */
export function sharesOf({ phase, light, overdue }: LedgerFilter): readonly string[] {
  if (overdue === 'true') return [`${OPEN} AND ${LATE}`];
  if (phase !== undefined) return [phase === 'COMPLETED' || phase === 'CLOSED' ? ENDED : OPEN];
  return light === undefined ? [OPEN, ENDED] : SHARES_LIT[light];
}

/** The same for an index that holds both. */
export function shareOf(filter: LedgerFilter): string {
  const shares = sharesOf(filter);
  return shares.length === 1 && shares[0] ? shares[0] : 'true';
}

/** Whether a task that nobody carries yet can be among what is wanted: it has no unit, no phase, and is grey. */
export function wantsUncarried({ unitId, role, phase, light, overdue }: LedgerFilter): boolean {
  const isOfPart = [unitId, role, phase].some((value) => value !== undefined);
  return !isOfPart && (light ?? 'GREY') === 'GREY' && overdue !== 'true';
}
