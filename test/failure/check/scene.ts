import type { Acknowledged, Action, Command, Entry } from '../ledger/entries.js';
import { truthOf } from './fold.js';
import { lightDatesOf } from './lights.js';
import type { Evidence } from './rule.js';
import type { LogRow, Tables } from './tables.js';
import { Calendar, dayOf } from './working-days.js';

/** A plan worked out by hand: two units, of which one asks for completion in time and the other never reports. */
const T = {
  monday: '2022-12-05T02:00:00.000Z',
  tuesday: '2022-12-06T02:00:00.000Z',
  wednesday: '2022-12-07T02:00:00.000Z',
  nextMonday: '2022-12-12T02:00:00.000Z',
} as const;

export const IDS = {
  plan: '00000000-0000-7000-8000-000000000001',
  task: '00000000-0000-7000-8000-000000000002',
  east: '00000000-0000-7000-8000-0000000000e1',
  west: '00000000-0000-7000-8000-0000000000e2',
  eastPart: '00000000-0000-7000-8000-0000000000a1',
  westPart: '00000000-0000-7000-8000-0000000000a2',
  eastOfficer: '00000000-0000-7000-8000-0000000000c1',
  westOfficer: '00000000-0000-7000-8000-0000000000c2',
} as const;

let trace = 0;

function command(action: Action, more: Partial<Command> = {}): Command {
  const digits = (++trace).toString(16);
  const sent = { username: 'somebody', accountId: 'account', method: 'POST', path: '/', forbidden: false } as const;
  return { key: `${action}-${digits.padStart(24, '0')}`, trace: digits.padStart(32, '0'), action, ...sent, ...more };
}

function acknowledged(action: Action, more: Partial<Command>, answer: Acknowledged['answer']): Acknowledged {
  return { kind: 'acknowledged', command: command(action, more), attempts: 1, answer };
}

function partAnswer(version: number, phase: string, progress: number) {
  return { taskId: IDS.task, version, taskPhase: 'ASSIGNED', assignment: { phase, progress, returns: 0 } };
}

function storyEntries(): Entry[] {
  const units = [
    { unitId: IDS.east, role: 'RESPONSIBLE' },
    { unitId: IDS.west, role: 'RESPONSIBLE' },
  ];
  const tasks = [{ no: '1', deadline: '2022-12-09', units }];
  const east = { taskId: IDS.task, assignmentId: IDS.eastPart };
  return [
    acknowledged('register-plan', { body: { tasks } }, { planId: IDS.plan, version: 1 }),
    acknowledged('request-issue', {}, { planId: IDS.plan, version: 2 }),
    acknowledged('approve-issue', {}, { planId: IDS.plan, version: 3 }),
    {
      kind: 'read',
      tasks: [
        {
          taskId: IDS.task,
          planId: IDS.plan,
          no: '1',
          parts: [
            { assignmentId: IDS.eastPart, unitId: IDS.east, role: 'RESPONSIBLE' },
            { assignmentId: IDS.westPart, unitId: IDS.west, role: 'RESPONSIBLE' },
          ],
        },
      ],
    },
    { kind: 'rested', at: T.monday },
    acknowledged('accept', east, partAnswer(3, 'ACCEPTED', 0)),
    acknowledged('report', { ...east, body: { progress: 60 } }, partAnswer(4, 'IN_PROGRESS', 60)),
    { kind: 'rested', at: T.tuesday },
    acknowledged('request-completion', east, partAnswer(5, 'COMPLETION_SUBMITTED', 60)),
    { kind: 'rested', at: T.wednesday },
    { kind: 'rested', at: T.nextMonday },
  ];
}

/** When each version of the task and of the plan happened. */
const TIMES: Readonly<Record<string, string>> = {
  [`${IDS.plan} 1`]: T.monday,
  [`${IDS.plan} 2`]: T.monday,
  [`${IDS.plan} 3`]: T.monday,
  [`${IDS.task} 1`]: T.monday,
  [`${IDS.task} 2`]: T.monday,
  [`${IDS.task} 3`]: T.tuesday,
  [`${IDS.task} 4`]: T.tuesday,
  [`${IDS.task} 5`]: T.wednesday,
};

/** What the product stores of the story, all of it right; a test changes one thing. */
export function scene(): Evidence {
  const entries = storyEntries();
  const calendar = new Calendar([]);
  const truth = truthOf({
    entries,
    calendar,
    membersOf: () => [],
    occurredAt: (aggregateId, version) => TIMES[`${aggregateId} ${version}`],
  });
  const log = truth.events.map(({ aggregateId, version, type, actor, trace: traceId }, index): LogRow => ({
    position: index + 1,
    slot: Number.parseInt(aggregateId.slice(-2), 16) & 63,
    id: `event-${index + 1}`,
    type,
    aggregateId,
    version,
    occurredAt: TIMES[`${aggregateId} ${version}`] ?? '',
    actor,
    trace: traceId,
  }));
  const tables = {
    ...emptyTables(),
    logs: { departments: [], tasks: log, assessment: [], notifications: [] as LogRow[] },
  };
  const parts = [...truth.parts.values()].map((part) => ({ ...part, ...lightDatesOf(part, calendar) }));
  tables.parts = parts;
  tables.cockpit = parts;
  tables.tasks = [
    { taskId: IDS.task, planId: IDS.plan, no: '1', version: 5, phase: 'ASSIGNED', deadline: '2022-12-09' },
  ];
  tables.plans = [{ planId: IDS.plan, version: 3, phase: 'ISSUED' }];
  tables.reports = [{ assignmentId: IDS.eastPart, version: 4, progress: 60 }];
  tables.keys = entries.flatMap((entry) =>
    entry.kind === 'acknowledged' ? [{ service: 'tasks' as const, key: entry.command.key }] : [],
  );
  tables.records = [...truth.parts.values()].flatMap((part) =>
    part.happened.map(({ kind, version, at, deadline }) => ({
      kind,
      version,
      deadline,
      assignmentId: part.assignmentId,
      taskId: IDS.task,
      unitId: part.unitId,
      signDueOn: part.signDueOn,
      onDay: dayOf(at),
      eventId: eventIdOf(log, version),
    })),
  );
  tables.marks = [...new Set(log.map(({ slot }) => slot))].map((slot) => ({
    service: 'assessment' as const,
    projection: 'facts',
    source: 'tasks' as const,
    slot,
    position: log.findLast((row) => row.slot === slot)?.position ?? 0,
  }));
  addReminders(tables);
  return { entries, tables, truth, calendar, baseline: {}, relayed: false };
}

/** The west signs nothing: reminded on the last day for signing, then of the deadline, and once it is over. */
function addReminders(tables: Tables): void {
  const west = { assignmentId: IDS.westPart, unitId: IDS.west, outcome: 'SENT', recipients: [IDS.westOfficer] };
  const suppressed = { outcome: 'SUPPRESSED', recipients: [], sentOn: null };
  const deadline = '2022-12-09';
  tables.reminders = [
    {
      ...west,
      reminderId: 'r1',
      rule: 'SIGN_DUE',
      anchorOn: '2022-12-07',
      dueOn: '2022-12-07',
      decidedAt: T.wednesday,
      sentOn: '2022-12-07',
    },
    {
      ...west,
      reminderId: 'r2',
      rule: 'DEADLINE_T7',
      anchorOn: deadline,
      dueOn: '2022-11-30',
      decidedAt: T.monday,
      sentOn: '2022-12-05',
    },
    {
      ...west,
      ...suppressed,
      reminderId: 'r3',
      rule: 'DEADLINE_T1',
      anchorOn: deadline,
      dueOn: '2022-12-08',
      decidedAt: T.nextMonday,
    },
    {
      ...west,
      reminderId: 'r4',
      rule: 'OVERDUE_1',
      anchorOn: deadline,
      dueOn: '2022-12-12',
      decidedAt: T.nextMonday,
      sentOn: '2022-12-12',
    },
    {
      ...west,
      reminderId: 'r5',
      assignmentId: IDS.eastPart,
      unitId: IDS.east,
      recipients: [IDS.eastOfficer],
      rule: 'DEADLINE_T7',
      anchorOn: deadline,
      dueOn: '2022-11-30',
      decidedAt: T.monday,
      sentOn: '2022-12-05',
    },
  ];
  tables.inbox = tables.reminders.flatMap(({ reminderId, recipients }) =>
    recipients.map((accountId) => ({ accountId, reminderId })),
  );
  tables.logs.notifications = tables.reminders.map(({ reminderId, decidedAt }, index) => ({
    position: index + 1,
    slot: 0,
    id: `decision-${index}`,
    type: 'notifications.reminder-decided',
    version: 1,
    aggregateId: reminderId,
    occurredAt: decidedAt,
    actor: 'clock',
    trace: '',
  }));
}

function eventIdOf(log: readonly LogRow[], version: number): string {
  return log.find((row) => row.aggregateId === IDS.task && row.version === version)?.id ?? '';
}

function emptyTables(): Tables {
  const officers = [
    { accountId: IDS.eastOfficer, unitId: IDS.east },
    { accountId: IDS.westOfficer, unitId: IDS.west },
  ];
  const services = ['departments', 'tasks', 'assessment', 'notifications'] as const;
  return {
    tasks: [],
    plans: [],
    parts: [],
    reports: [],
    deadlineChanges: [],
    cockpit: [],
    records: [],
    reminders: [],
    inbox: [],
    keys: [],
    parked: [],
    marks: [],
    cursors: [],
    days: [],
    groups: [],
    schemes: [],
    assessments: [],
    results: [],
    logs: { departments: [], tasks: [], assessment: [], notifications: [] },
    units: services.map((service) => ({ service, unitId: IDS.east, name: '东', kind: 'DISTRICT', scorable: true })),
    accounts: services.flatMap((service) =>
      officers.map((officer) => ({ ...officer, service, roles: ['LIAISON_OFFICER'], disabled: false })),
    ),
    clocks: services.map((service) => ({ service, now: T.nextMonday })),
  };
}
