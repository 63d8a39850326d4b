import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#contracts';
import { newId } from '#kernel';
import { endpointsOf } from '#platform';
import type { Person } from '#testing';
import { ASSIGNMENT_TRANSITIONS } from '../src/domain/assignment.transitions.js';
import { DRAFT_TRANSITIONS } from '../src/domain/drafts/draft.transitions.js';
import { MEASURE_TRANSITIONS } from '../src/domain/measure.transitions.js';
import { PLAN_TRANSITIONS } from '../src/domain/plan.transitions.js';
import { READS, type Relation } from '../src/domain/tasks.policy.js';
import { TASK_TRANSITIONS } from '../src/domain/task.transitions.js';
import { tasksControllers } from '../src/tasks.module.js';
import { ACCESS_MATRIX, type AccessRow, type Stage } from './access.matrix.js';
import { acceptanceOf, handIn, paperText } from './support/papers.js';
import { planFields, taskFields, Tasks, type Cast } from './support/tasks.js';
import { handInUnitPlan, oneMeasureText } from './support/unit-plans.js';

const ROWS: readonly AccessRow[] = ACCESS_MATRIX;
const SITUATIONS = ['own', 'lead', 'other'] as const;
const STEPS: readonly Stage[] = [
  'PROPOSED',
  'REGISTERED',
  'ISSUE_REQUESTED',
  'ASSIGNED',
  'ACCEPTED',
  'IN_PROGRESS',
  'COMPLETION_SUBMITTED',
];

/** How an account can change so that its token is worth nothing any more. */
const ENDINGS = [{ disabled: true }, { tokensValidFrom: '2999-01-01T00:00:00.000Z' }] as const;

/** What a request is about. Unused until a request succeeds, because that changes it. */
interface Subject {
  draftId: string;
  planId: string;
  taskId: string;
  assignmentId: string;
  measureId: string;
}

const LEAD_NAME = '示例市市场监管局';

let tasks: Tasks;
let cast: Cast;
let liaison: Person;
let approver: Person;
let carrier: string;
let lead: string;
const callers = new Map<string, Person>();

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  await tasks.unit('DEPARTMENT', { name: LEAD_NAME });
  [carrier, lead] = cast.districts as [string, string];
  liaison = await tasks.service.appoint(carrier, 'LIAISON_OFFICER');
  approver = await tasks.service.appoint(carrier, 'UNIT_APPROVER');
  const homes: Partial<Record<Role, string>> = {
    COORDINATOR: cast.officeUnitId,
    GROUP_LEADER: cast.issuerUnitId,
    GROUP_MEMBER: cast.departments[0]!,
  };
  for (const role of Role.options) {
    const units = { own: homes[role] ?? carrier, lead, other: cast.districts[2]! };
    for (const situation of SITUATIONS) {
      callers.set(`${role} ${situation}`, await tasks.service.appoint(units[situation], role));
    }
  }
});
afterAll(() => tasks.stop());

describe('access to tasks', () => {
  it('is decided in the matrix for every route of the service', () => {
    const routes = endpointsOf(tasksControllers).map(({ method, path }) => `${method} ${path}`);
    const rows = [...new Set(ROWS.map(({ method, path }) => `${method} ${path}`))]; // some once for each kind of draft
    expect(rows.toSorted()).toEqual(routes.toSorted());
  });

  it.each(ROWS)('$method $path answers every role as the matrix says', async (row) => {
    expect(await deviations(row, await subjectsFor(row))).toEqual([]);
  });

  it.each(ROWS.filter(isNotForAuditors))('$method $path tells an auditor that the draft is not his', async (row) => {
    const as = callers.get('AUDITOR own')!;
    const subject = await subjectAt(row.stage);
    const options = { as, ...payloadFor(row, subject) };
    const answer = await tasks.service.request(row.method, addressOf(row, subject), options);
    expect(answer).toMatchObject({ status: 403, body: { code: 'DRAFT.NOT_YOURS' } });
  });

  it.each(ROWS)('$method $path answers nobody who is not signed in', async (row) => {
    const answer = await tasks.service.request(row.method, addressOf(row, unknownSubject()));
    expect(answer).toMatchObject({ status: 401, body: { code: 'AUTH.REQUIRED' } });
  });

  it.each(ROWS)('$method $path answers nobody whose sign-in was ended, whatever he asks about', async (row) => {
    const subjects = [(await subjectsFor(row))[0]!, unknownSubject()];
    for (const change of ENDINGS) {
      const former = await tasks.service.appoint(carrier, 'LIAISON_OFFICER');
      await tasks.service.changeAccount(former, change);
      for (const subject of subjects) {
        const options = { as: former, ...payloadFor(row, subject) };
        const answer = await tasks.service.request(row.method, addressOf(row, subject), options);
        expect(answer).toMatchObject({ status: 401, body: { code: 'AUTH.REVOKED' } });
      }
    }
  });

  it.each(permissions())('without $relation for $name the matrix fails', async ({ name, relation, lists }) => {
    const rows = ROWS.filter(({ dependsOn }) => dependsOn === (name === 'ASSIGNMENT' ? 'COMPLETE' : name));
    const subjects = await Promise.all(rows.map(subjectsFor));
    const restore = lists.map((list) => without(list, relation));
    try {
      const found = await Promise.all(rows.map((row, index) => deviations(row, subjects[index]!)));
      expect(found.flat()).not.toEqual([]);
    } finally {
      for (const put of restore) put();
    }
  });
});

/** Everything that he may see of a draft and may not do to it. */
function isNotForAuditors({ path, access }: AccessRow): boolean {
  return path.includes(':draftId') && access.AUDITOR[0] === 403;
}

/** Every permission of a person: a row of the reads, or an action of the transition tables. */
function permissions(): { name: string; relation: Relation; lists: Relation[][] }[] {
  const reads = Object.entries(READS).map(([name, who]) => ({ name, lists: [who as unknown as Relation[]] }));
  const rows = [
    ...DRAFT_TRANSITIONS,
    ...PLAN_TRANSITIONS,
    ...TASK_TRANSITIONS,
    ...ASSIGNMENT_TRANSITIONS,
    ...MEASURE_TRANSITIONS,
  ];
  const actions = [...new Set(rows.map(({ action }) => action))].map((name) => ({
    name: name as string,
    lists: rows.filter(({ action }) => action === name).map(({ who }) => who as unknown as Relation[]),
  }));
  return [...reads, ...actions].flatMap(({ name, lists }) =>
    [...new Set(lists.flat())]
      .filter((relation) => relation !== 'SYSTEM')
      .map((relation) => ({ name, relation, lists })),
  );
}

function without(list: Relation[], relation: Relation): () => void {
  const index = list.indexOf(relation);
  list.splice(index, 1);
  return () => list.splice(index, 0, relation);
}

/** The answers to every role in every situation that are not what the matrix says. */
async function deviations(row: AccessRow, subjects: Subject[]): Promise<string[]> {
  const found: string[] = [];
  const left = [...subjects];
  for (const role of Role.options) {
    for (const [index, situation] of SITUATIONS.entries()) {
      const caller = callers.get(`${role} ${situation}`)!;
      const subject = left[0]!;
      const options = { as: caller, ...payloadFor(row, subject) };
      const answer = await tasks.service.request(row.method, addressOf(row, subject), options);
      if (answer.status < 300 && row.method !== 'GET') left.shift();
      const expected = row.access[role][index];
      if (answer.status !== expected) found.push(`${role} ${situation}: ${answer.status} instead of ${expected}`);
    }
  }
  return found;
}

/** One for each success that the matrix expects, and one that stays. */
function subjectsFor({ method, access, stage }: AccessRow): Promise<Subject[]> {
  const successes =
    method === 'GET'
      ? 0
      : Object.values(access)
          .flat()
          .filter((status) => status < 300).length;
  return Promise.all(Array.from({ length: successes + 1 }, () => subjectAt(stage)));
}

const unknownSubject = (): Subject => ({
  draftId: newId(),
  planId: newId(),
  taskId: newId(),
  assignmentId: newId(),
  measureId: newId(),
});

/** A draft that can be accepted as it is. */
async function proposed(): Promise<Subject> {
  const { draftId } = await handIn(tasks, cast.coordinator, paperText({ lead: LEAD_NAME, co: LEAD_NAME }));
  return { ...unknownSubject(), draftId };
}

/** A new version of the paper of a plan. */
async function revising(): Promise<Subject> {
  const { draftId } = await proposed();
  const documentNumber = `示例〔2021〕${newId()}号`;
  const acceptance = { ...acceptanceOf(cast), documentNumber };
  const { planId } = await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/acceptance`, acceptance);
  await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
  await tasks.must(cast.leader, 'POST', `/plans/${planId}/issue-approval`);
  const text = paperText({ lead: LEAD_NAME, co: LEAD_NAME });
  return { ...unknownSubject(), planId, draftId: (await handIn(tasks, cast.coordinator, text, planId)).draftId };
}

/** The same, before the leading group. */
async function revisionRequested(): Promise<Subject> {
  const subject = await revising();
  await tasks.must(cast.coordinator, 'POST', `/drafts/${subject.draftId}/revision-request`);
  return subject;
}

/** The own plan of `carrier`, whose one measure cites the task that it carries. */
async function unitPlan(): Promise<Subject> {
  const subject = await subjectAt('ASSIGNED');
  const { no } = await tasks.must(cast.coordinator, 'GET', `/tasks/${subject.taskId}`);
  const plan = await handInUnitPlan(tasks, liaison, subject.planId, oneMeasureText(no));
  expect(plan.proposed).toMatchObject([{ key: MEASURE_KEY, measure: { taskId: subject.taskId } }]);
  return { ...subject, draftId: plan.draftId };
}

async function measureKept(): Promise<Subject> {
  const subject = await unitPlan();
  await tasks.must(approver, 'POST', `/drafts/${subject.draftId}/measures-acceptance`);
  const path = `/tasks/${subject.taskId}/assignments/${subject.assignmentId}/measures`;
  const { items } = await tasks.must(liaison, 'GET', path);
  return { ...subject, measureId: items[0].measureId };
}

/** A plan with one task, led by `lead`, of which `carrier` carries the part in question as a co-unit. */
async function subjectAt(stage: Stage): Promise<Subject> {
  if (stage === 'PROPOSED') return proposed();
  if (stage === 'REVISING') return revising();
  if (stage === 'REVISION_REQUESTED') return revisionRequested();
  if (stage === 'UNIT_PLAN') return unitPlan();
  if (stage === 'MEASURE_KEPT') return measureKept();
  const reached = (step: Stage) => STEPS.indexOf(stage) >= STEPS.indexOf(step);
  const units = [
    { unitId: lead, role: 'LEAD' },
    { unitId: carrier, role: 'CO' },
  ];
  const { planId, taskIds } = await tasks.plan(cast, [taskFields(units, { deadline: '2022-06-30' })]);
  const taskId = taskIds[0]!;
  if (reached('ISSUE_REQUESTED')) await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
  if (!reached('ASSIGNED')) return { ...unknownSubject(), planId, taskId };
  await tasks.must(cast.leader, 'POST', `/plans/${planId}/issue-approval`);
  const path = await tasks.assignmentPath(cast, taskId, carrier);
  if (reached('ACCEPTED')) await tasks.must(liaison, 'POST', `${path}/acceptance`);
  if (reached('IN_PROGRESS')) await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 100, text: '完成' });
  if (reached('COMPLETION_SUBMITTED'))
    await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '完成' });
  return { ...unknownSubject(), planId, taskId, assignmentId: path.split('/').at(-1)! };
}

function addressOf({ method, path }: AccessRow, { draftId, planId, taskId, assignmentId, measureId }: Subject): string {
  const address = path
    .replace(':draftId', draftId)
    .replace(':planId', planId)
    .replace(':taskId', taskId)
    .replace(':assignmentId', assignmentId)
    .replace(':measureId', measureId);
  return address + (QUERIES[`${method} ${path}`]?.(planId) ?? '');
}

/** Of the routes that take a file. */
const QUERIES: Record<string, (planId: string) => string> = {
  'POST /api/tasks/drafts': () => '?fileName=paper.txt',
  'POST /api/tasks/drafts/unit-plans': (planId) => `?fileName=paper.txt&planId=${planId}`,
};

/** The key of the first task of every paper. */
const MEASURE_KEY = 't1';

function payloadFor(
  { method, path }: AccessRow,
  { planId }: Subject,
): { body?: object; headers?: Record<string, string> } {
  const route = `${method} ${path}`;
  if (QUERIES[route]) return { body: Buffer.from('一'), headers: { 'content-type': 'application/octet-stream' } };
  const body = BODIES[route.replace('/api/tasks', '')]?.(planId);
  return body ? { body } : {};
}

const BODIES: Record<string, (planId: string) => object> = {
  'POST /drafts/pasted-texts': () => ({ text: '一' }),
  'POST /drafts/:draftId/changes': () => ({ kind: 'PLACE_SENTENCES', sentenceIds: [0], to: { reason: 'title' } }),
  'POST /drafts/:draftId/measure-changes': () => ({
    kind: 'EDIT_MEASURE',
    key: MEASURE_KEY,
    fields: { owner: '科室' },
  }),
  'POST /drafts/unit-plans/pasted-texts': (planId) => ({ text: '一', planId }),
  'POST /drafts/:draftId/acceptance': () => ({
    ...acceptanceOf(cast),
    documentNumber: `示例〔2021〕${newId()}号`,
  }),
  'POST /drafts/:draftId/discarding': () => ({ reason: '文件有误' }),
  'POST /drafts/:draftId/revision-refusal': () => ({ reason: '修订理由不足' }),
  'POST /plans': () => planFields(cast),
  'POST /plans/:planId/tasks': () => ({ tasks: [taskFields([])] }),
  'POST /plans/:planId/issue-refusal': () => ({ reason: '责任单位不全' }),
  'PUT /tasks/:taskId': () => taskFields([]),
  'POST /tasks/:taskId/assignments': () => ({ units: [{ unitId: cast.seatUnitId, role: 'CO' }] }),
  'PUT /tasks/:taskId/reporter': () => ({ unitId: carrier }),
  'PUT /tasks/:taskId/deadline': () => ({ deadline: '2022-12-30', reason: '调整' }),
  'POST /tasks/:taskId/assignments/:assignmentId/reports': () => ({ progress: 50, text: '进展' }),
  'POST /tasks/:taskId/assignments/:assignmentId/completion-request': () => ({ statement: '完成' }),
  'POST /tasks/:taskId/assignments/:assignmentId/completion-return': () => ({ reason: '佐证不足' }),
  'POST /tasks/:taskId/assignments/:assignmentId/completion': () => ({ opinion: '同意' }),
};
