import type { Queryable } from '#messaging';
import { planNotFound, refuse } from '../domain/errors.js';
import type { Plan } from '../domain/plan.js';
import { insertRows, jsonRow, updateRows, type Columns } from './columns.js';
import { refusingDuplicates } from './unique-violation.js';

export const PLAN_COLUMNS = {
  planId: 'uuid',
  version: 'integer',
  title: 'text',
  documentNumber: 'text',
  issuerUnitId: 'uuid',
  officeUnitId: 'uuid',
  memberGroupId: 'uuid',
  adoptedOn: 'date',
  publishedOn: 'date',
  recipients: 'jsonb',
  notice: 'text',
  sections: 'jsonb',
  phase: 'text',
  issuedAt: 'timestamptz',
  issueRequestedBy: 'uuid',
  refusalReason: 'text',
  aspects: 'jsonb',
} as const satisfies Columns & Record<keyof Plan, string>;

/** Holds the plan until the transaction ends, so that its phase stays what it is. Throws `PLAN.NOT_FOUND`. */
export async function lockPlan(tx: Queryable, planId: string): Promise<Plan> {
  const text = `SELECT ${jsonRow('p', PLAN_COLUMNS)} AS plan FROM plan p WHERE plan_id = $1 FOR UPDATE`;
  const { rows } = await tx.query<{ plan: Plan }>(text, [planId]);
  if (!rows[0]) throw planNotFound();
  return rows[0].plan;
}

/** Throws `PLAN.NOT_FOUND`. */
export async function findPlan(on: Queryable, planId: string): Promise<Plan> {
  const text = `SELECT ${jsonRow('p', PLAN_COLUMNS)} AS plan FROM plan p WHERE plan_id = $1`;
  const { rows } = await on.query<{ plan: Plan }>(text, [planId]);
  if (!rows[0]) throw planNotFound();
  return rows[0].plan;
}

/** Throws `PLAN.DOCUMENT_NUMBER_TAKEN`. */
export function insertPlan(tx: Queryable, plan: Plan): Promise<unknown> {
  const taken = () =>
    refuse(
      'PLAN.DOCUMENT_NUMBER_TAKEN',
      `A plan with the number ${plan.documentNumber} is registered already. Open that one, or correct the number.`,
    );
  return refusingDuplicates('plan_document_number', taken, () => tx.query(insertRows('plan', PLAN_COLUMNS, [plan])));
}

/** Writes a plan that `lockPlan` gave. */
export function updatePlan(tx: Queryable, plan: Plan): Promise<unknown> {
  return tx.query(updateRows('plan', 'planId', PLAN_COLUMNS, [plan]));
}
