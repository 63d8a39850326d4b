import type { ContenderName } from './main.js';

/** What each system promises beside its speed, so that a figure is not taken for one of the same work. */
const PRODUCT = {
  'one transaction': 'row, audit trail and event of each change in one commit',
  'events to others': 'each applied exactly once, in order per task, whatever is killed; gaps are noticed and healed',
  'audit trail': 'every change with its author and reason, only added to; the log that everything can be rebuilt from',
  permissions: 'by role and by how a unit stands to the task; nobody approves his own request or reviews his own unit',
  'same request again': 'one effect, with an Idempotency-Key',
  'two changes at once': 'the second is judged anew, or refused with If-Match',
  'follows from it': 'dates, reminders, lights, counts and scores',
} as const;

type Guarantee = keyof typeof PRODUCT;

export const GUARANTEES = {
  floor: {
    'one transaction': 'row and event of each change in one commit',
    'events to others': 'none: nobody reads them',
    'audit trail': 'the events',
    permissions: 'none, and no sign-in',
    'same request again': 'a second effect',
    'two changes at once': 'the last one wins, unnoticed',
    'follows from it': 'nothing',
  },
  embedded: PRODUCT,
  cluster: PRODUCT,
  flowable: {
    'one transaction': 'state and history of each change in one commit',
    'events to others': 'none as set up by the starter; its listeners run inside the transaction',
    'audit trail': 'history tables in the same commit: who was assigned, when it began and ended',
    permissions: 'none as set up by the starter: whoever reaches it may complete any task',
    'same request again': 'a second process',
    'two changes at once': 'one of them fails, by the revision of the row',
    'follows from it': 'nothing in this process',
  },
  redmine: {
    'one transaction': 'issue and journal of each change in one commit',
    'events to others': 'none but e-mail after the commit, lost with its process (off here)',
    'audit trail': 'journals: who changed which field, with a note that may be edited and deleted',
    permissions: 'by role in the project, and by the workflow of tracker and status',
    'same request again': 'a second issue or note',
    'two changes at once': 'one of them fails where the request names the lock version (not asked for here)',
    'follows from it': 'nothing',
  },
} as const satisfies Record<ContenderName, Record<Guarantee, string>>;

/** What those that were measured guarantee, guarantee by guarantee. */
export function printedGuarantees(names: readonly ContenderName[]): string[] {
  const shown = names.filter((name) => name !== 'cluster' || !names.includes('embedded')); // it gives the same
  return (Object.keys(PRODUCT) as Guarantee[]).flatMap((guarantee) => [
    guarantee,
    ...shown.map((name) => `  ${name.padEnd(9)} ${GUARANTEES[name][guarantee]}`),
  ]);
}
