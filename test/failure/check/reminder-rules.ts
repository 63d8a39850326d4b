import type { Evidence, Rule } from './rule.js';
import type { ReminderRow } from './tables.js';
import type { PartState, TruePart } from './truth.js';
import { dayOf, momentOf, type Calendar } from './working-days.js';

interface Reminding {
  anchor: 'signDueOn' | 'deadline';
  offset: number;
  step: 1 | -1;
  roles: readonly string[];
  /** Phases in which there is nothing left to remind of. */
  over: readonly string[];
  yieldsTo: readonly string[];
}

const SIGNED = ['ACCEPTED', 'IN_PROGRESS', 'COMPLETION_SUBMITTED', 'RETURNED', 'COMPLETED', 'CLOSED'];
const HANDED_IN = ['COMPLETION_SUBMITTED', 'COMPLETED', 'CLOSED'];
const BOTH = ['LIAISON_OFFICER', 'UNIT_APPROVER'];

/** The reminders of the product as its users know them. */
export const REMINDINGS: Readonly<Record<string, Reminding>> = {
  SIGN_DUE: { anchor: 'signDueOn', offset: 0, step: -1, roles: ['LIAISON_OFFICER'], over: SIGNED, yieldsTo: [] },
  DEADLINE_T7: {
    anchor: 'deadline',
    offset: -7,
    step: -1,
    roles: ['LIAISON_OFFICER'],
    over: HANDED_IN,
    yieldsTo: ['DEADLINE_T1', 'OVERDUE_1'],
  },
  DEADLINE_T1: { anchor: 'deadline', offset: -1, step: -1, roles: BOTH, over: HANDED_IN, yieldsTo: ['OVERDUE_1'] },
  OVERDUE_1: { anchor: 'deadline', offset: 1, step: 1, roles: BOTH, over: HANDED_IN, yieldsTo: [] },
};

const FROM = '09:00';
const UNTIL = '17:30';

/** Each reminder is decided once, when it is due, and none is skipped. */
export const REMINDERS_ARE_DECIDED_ONCE: Rule = {
  name: 'each reminder is decided once and none is skipped',
  differences: (evidence) => {
    const rests = evidence.entries.flatMap((entry) => (entry.kind === 'rested' ? [entry.at] : []));
    const { reminders } = evidence.tables;
    const decided = Map.groupBy(reminders, keyOf);
    const sent = Map.groupBy(
      reminders.filter(({ outcome }) => outcome === 'SENT'),
      dailyKeyOf,
    );
    const lost = evidence.entries.filter((entry) => entry.kind === 'lost');
    // A decision stays though a restore took back the work that it was about.
    const isOfLostWork = ({ decidedAt }: ReminderRow) =>
      lost.some(({ from, to }) => decidedAt >= from && decidedAt <= to);
    const founded = reminders.filter((row) => !isOfLostWork(row));
    return [
      ...doubled(decided, sent),
      ...founded.flatMap((row) => unfounded(row, evidence, rests, sent)),
      ...[...evidence.truth.parts.values()].flatMap((part) => skipped(part, evidence, rests, decided)),
    ];
  },
};

function keyOf({ assignmentId, rule, anchorOn }: Pick<ReminderRow, 'assignmentId' | 'rule' | 'anchorOn'>): string {
  return `${rule} of ${assignmentId} for ${anchorOn}`;
}

function dailyKeyOf({ assignmentId, rule, decidedAt }: ReminderRow): string {
  return `${rule} of ${assignmentId} on ${dayOf(decidedAt)}`;
}

type Rows = ReadonlyMap<string, readonly ReminderRow[]>;

function doubled(decided: Rows, sent: Rows): string[] {
  const repeated = (rows: Rows) => [...rows].filter(([, own]) => own.length > 1);
  return [
    ...repeated(decided).map(([key, own]) => `reminder ${key} was decided ${own.length} times`),
    ...repeated(sent).map(([key, own]) => `reminder ${key} was sent ${own.length} times that day`),
  ];
}

/** Why a decision should not be there: its date was never in force, it was not due, or nothing was left to remind of. */
function unfounded(row: ReminderRow, { truth, calendar }: Evidence, rests: readonly string[], sent: Rows): string[] {
  const part = truth.parts.get(row.assignmentId);
  const reminding = REMINDINGS[row.rule];
  const name = `reminder ${keyOf(row)}, decided at ${row.decidedAt},`;
  if (!part || !reminding) return [`${name} is about a part that nobody was given`];
  const before = rests.findLast((rest) => rest < row.decidedAt) ?? '';
  const during = statesDuring(part, before, row.decidedAt);
  const lines: string[] = [];
  if (!during.some((state) => isRunning(part, state, reminding, row.anchorOn)))
    lines.push(`${name} had nothing to remind of`);
  const due = dueDay(row.anchorOn, reminding, calendar);
  if (due !== row.dueOn) lines.push(`${name} was due on ${row.dueOn}, and must be due on ${due}`);
  if (momentOf(due, FROM) > row.decidedAt || !maySend(row.decidedAt, calendar))
    lines.push(`${name} came at the wrong time`);
  if (part.states.every(({ at }) => at <= before || at > row.decidedAt))
    lines.push(...outcomeDiffers(row, part, calendar, sent));
  return lines;
}

/** Only where nothing happened to the part since the last rest: otherwise both may have been right at their moment. */
function outcomeDiffers(row: ReminderRow, part: TruePart, calendar: Calendar, sent: Rows): string[] {
  const state = stateAt(part, row.decidedAt);
  const stronger = (REMINDINGS[row.rule]?.yieldsTo ?? []).some((rule) => {
    const other = REMINDINGS[rule] as Reminding;
    const anchor = state && anchorOf(part, state, other);
    return (
      anchor && !other.over.includes(state.phase) && momentOf(dueDay(anchor, other, calendar), FROM) <= row.decidedAt
    );
  });
  const sameDay = sent.get(dailyKeyOf(row))?.some((other) => other !== row) ?? false;
  const must = stronger || sameDay ? 'SUPPRESSED' : 'SENT';
  return row.outcome === must ? [] : [`reminder ${keyOf(row)} was ${row.outcome}, and must be ${must}`];
}

/** What was due at a rest within the hours of sending, and nobody decided. */
function skipped(part: TruePart, { calendar }: Evidence, rests: readonly string[], decided: Rows): string[] {
  return rests
    .filter((rest) => maySend(rest, calendar))
    .flatMap((rest) => {
      const state = stateAt(part, rest);
      if (!state) return [];
      return Object.entries(REMINDINGS).flatMap(([rule, reminding]) => {
        const anchorOn = anchorOf(part, state, reminding);
        if (anchorOn === null || reminding.over.includes(state.phase)) return [];
        if (momentOf(dueDay(anchorOn, reminding, calendar), FROM) > rest) return [];
        const key = keyOf({ assignmentId: part.assignmentId, rule, anchorOn });
        return decided.get(key)?.some(({ decidedAt }) => decidedAt <= rest)
          ? []
          : [`reminder ${key} was due at ${rest}, and nobody decided it`];
      });
    });
}

/** What was sent lies in the inboxes of those who receive it, and is told by one event. */
export const INBOXES_MATCH: Rule = {
  name: 'inboxes and events match the decisions',
  differences: ({ tables }) => {
    const inboxes = Map.groupBy(tables.inbox, ({ reminderId }) => reminderId);
    const events = Map.groupBy(tables.logs.notifications, ({ aggregateId }) => aggregateId);
    const there = new Set(tables.reminders.map(({ reminderId }) => reminderId));
    const strays = [...inboxes.keys()].filter((id) => !there.has(id));
    const eventStrays = [...events.keys()].filter((id) => !there.has(id));
    const lines = tables.reminders.flatMap((row) => {
      const got = (inboxes.get(row.reminderId) ?? [])
        .map(({ accountId }) => accountId)
        .toSorted()
        .join(' ');
      const must = recipientsOf(row, tables).toSorted().join(' ');
      const told = events.get(row.reminderId)?.length ?? 0;
      return [
        ...(got === must ? [] : [`reminder ${keyOf(row)} lies with [${got}], and must lie with [${must}]`]),
        ...(told === 1 ? [] : [`reminder ${keyOf(row)} is told by ${told} events`]),
      ];
    });
    return [
      ...lines,
      ...strays.map((id) => `an inbox holds the reminder ${id}, which nobody decided`),
      ...eventStrays.map((id) => `an event tells of the reminder ${id}, which nobody decided`),
    ];
  },
};

function recipientsOf({ outcome, rule, unitId }: ReminderRow, { accounts }: Evidence['tables']): string[] {
  if (outcome !== 'SENT') return [];
  const receives = REMINDINGS[rule]?.roles ?? [];
  return accounts
    .filter((account) => account.service === 'departments' && account.unitId === unitId && !account.disabled)
    .filter(({ roles }) => roles.some((role) => receives.includes(role)))
    .map(({ accountId }) => accountId);
}

function dueDay(anchorOn: string, { offset, step }: Reminding, calendar: Calendar): string {
  return calendar.nearest(offset === 0 ? anchorOn : calendar.after(anchorOn, offset), step);
}

function maySend(instant: string, calendar: Calendar): boolean {
  const day = dayOf(instant);
  return calendar.isWorkingDay(day) && instant >= momentOf(day, FROM) && instant < momentOf(day, UNTIL);
}

function anchorOf({ signDueOn }: TruePart, { deadline }: PartState, { anchor }: Reminding): string | null {
  return anchor === 'signDueOn' ? signDueOn : deadline;
}

function isRunning(part: TruePart, state: PartState, reminding: Reminding, anchorOn: string): boolean {
  return anchorOf(part, state, reminding) === anchorOn && !reminding.over.includes(state.phase);
}

function stateAt({ states }: TruePart, instant: string): PartState | undefined {
  return states.findLast(({ at }) => at <= instant);
}

/** As the part stood at `from`, and each state from then up to and at `to`. */
function statesDuring(part: TruePart, from: string, to: string): PartState[] {
  const standing = stateAt(part, from);
  return [...(standing ? [standing] : []), ...part.states.filter(({ at }) => at > from && at <= to)];
}
