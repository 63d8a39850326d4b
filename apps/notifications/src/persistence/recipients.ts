import { RULES } from '../domain/reminder.rules.js';

/** Parameter of `hasRecipient`: who receives which rule, from the rule table. */
export const RECIPIENT_ROLES = JSON.stringify(Object.fromEntries(RULES.map(([rule, row]) => [rule, row.recipients])));

/** SQL condition: somebody in the unit of timetable entry `e` receives its rule today. `$param` is `RECIPIENT_ROLES`. */
export function hasRecipient(param: number): string {
  return `EXISTS (SELECT FROM directory_account a WHERE a.unit_id = e.unit_id AND NOT a.disabled
    AND a.roles && ARRAY(SELECT jsonb_array_elements_text($${param}::jsonb -> e.rule)))`;
}
