import type { EventType } from '#contracts';
import { refuse } from './errors.js';
import type { Relation } from './tasks.policy.js';

/**
 * One row of a transition table. `NONE` stands for what does not exist yet, `SAME` for a state that stays, `FOLLOWS`
 * for a task's state that the rules of `task-follows.ts` give.
 */
export interface Transition<
  State extends string,
  Action extends string,
  Guard extends string,
  To extends string = State,
> {
  from: readonly (State | 'NONE')[];
  action: Action;
  to: To;
  who: readonly Relation[];
  guards: readonly Guard[];
  event: EventType;
}

/** Which aggregate a refusal is about; it prefixes the problem code. */
type Subject = 'PLAN' | 'TASK' | 'DRAFT' | 'MEASURE';

/** Who holds a relation that follows from a rule and not from an office alone: whoever is refused must know whom to ask. */
const HELD_BY: Partial<Record<Relation, string>> = {
  REVIEWER:
    'The office reviews; where it must step aside, as for the department it sits in, a member of the leading group from another unit does. Before the register has told of the unit and all above it, nobody does. ',
};

/**
 * The row by which someone of these relations may act in this state.
 * Throws `<subject>.NOT_YOURS` when the action is never his, `<subject>.ACTION_NOT_ALLOWED` when only the state is wrong.
 */
export function transitionFor<Action extends string, Guard extends string, To extends string>(
  subject: Subject,
  table: readonly Transition<string, Action, Guard, To>[],
  state: string,
  action: NoInfer<Action>,
  relations: ReadonlySet<Relation>,
): Transition<string, Action, Guard, To> {
  const his = table.filter((row) => row.action === action && isPermitted(row.who, relations));
  const row = his.find(({ from }) => from.includes(state));
  if (row) return row;
  const allowed = allowedActions(table, state, relations);
  const next = allowed.length > 0 ? `Allowed for you now: ${allowed.join(', ')}.` : 'Nothing is allowed for you now.';
  if (his.length === 0) {
    const who = table.filter((candidate) => candidate.action === action).flatMap((candidate) => candidate.who);
    const message = `The action ${action} is not yours to do here. ${heldBy(who)}${next}`;
    throw refuse(`${subject}.NOT_YOURS`, message, { state, allowedActions: allowed });
  }
  const message = `The action ${action} is not possible in state ${state}. ${next}`;
  throw refuse(`${subject}.ACTION_NOT_ALLOWED`, message, { state, allowedActions: allowed });
}

/** What someone of these relations may do in this state, in the order of the table; guards are not asked. */
export function allowedActions<Action extends string>(
  table: readonly Transition<string, Action, string, string>[],
  state: string,
  relations: ReadonlySet<Relation>,
): Action[] {
  const rows = table.filter(({ from, who }) => from.includes(state) && isPermitted(who, relations));
  return [...new Set(rows.map(({ action }) => action))];
}

function heldBy(who: readonly Relation[]): string {
  return [...new Set(who)].map((relation) => HELD_BY[relation] ?? '').join('');
}

export function isPermitted(who: readonly Relation[], relations: ReadonlySet<Relation>): boolean {
  return who.some((relation) => relations.has(relation));
}
