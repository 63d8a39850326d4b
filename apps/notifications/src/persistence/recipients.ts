import { RULES } from '../domain/reminder.rules.js';

const PAIRS = RULES.flatMap(([rule, row]) => row.recipients.map((role) => ({ rule, role })));

/** The two parameters of `recipientCte`: who receives which rule, from the rule table. */
export const RECIPIENT_PARAMS: readonly [string[], string[]] = [
  PAIRS.map(({ rule }) => rule),
  PAIRS.map(({ role }) => role),
];

/** CTE `recipient (rule, unit_id, account_ids)`: the accounts of each unit that receive a rule today; a unit without any has no row. */
export function recipientCte(firstParam: number): string {
  return `recipient AS MATERIALIZED (
    SELECT q.rule, a.unit_id, array_agg(DISTINCT a.account_id ORDER BY a.account_id) AS account_ids
    FROM unnest($${firstParam}::text[], $${firstParam + 1}::text[]) AS q (rule, role)
    JOIN directory_account a ON a.roles @> ARRAY[q.role] AND NOT a.disabled
    GROUP BY q.rule, a.unit_id)`;
}
