import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import type { Person } from '#testing';
import { untilWaiting, whileHeld, whileOpen } from './support/held-row.js';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;
let officers: [Person, Person];
let unitId: string;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  unitId = cast.departments[0]!;
  officers = [
    await tasks.service.appoint(unitId, 'LIAISON_OFFICER'),
    await tasks.service.appoint(unitId, 'LIAISON_OFFICER'),
  ];
});
afterAll(() => tasks.stop());

interface Accepted {
  taskId: string;
  path: string;
}

async function issued(fields: object = {}): Promise<Accepted> {
  const { taskIds } = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], fields)]);
  return { taskId: taskIds[0]!, path: await tasks.assignmentPath(cast, taskIds[0]!, unitId) };
}

async function accepted(fields?: object): Promise<Accepted> {
  const task = await issued(fields);
  await tasks.must(officers[0], 'POST', `${task.path}/acceptance`);
  return task;
}

async function handedIn(): Promise<Accepted> {
  const task = await accepted({ deadline: '2022-06-30' });
  await tasks.must(officers[0], 'POST', `${task.path}/reports`, progress(100));
  await tasks.must(officers[0], 'POST', `${task.path}/completion-request`, { statement: '完成' });
  return task;
}

const complete = (path: string) => tasks.ask(cast.coordinator, 'POST', `${path}/completion`, { opinion: '同意办结' });

/** Claims a key of the first officer, as a command of his does that is under way. */
const claim = (key: string) => ({
  text: `INSERT INTO idempotency_key (account_id, key, request_hash, answer) VALUES ($1, $2, '', 'null')`,
  values: [officers[0].accountId, key],
});

const progress = (value: number) => ({ progress: value, text: `完成 ${value}%` });

describe('at the same time', () => {
  it('two officers of a unit sign: it is signed once, the other is told the state', async () => {
    const { taskId, path } = await issued();
    const answers = await whileHeld(tasks.service, 'task', taskId, 2, () =>
      Promise.all(officers.map((officer) => tasks.ask(officer, 'POST', `${path}/acceptance`))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ state: 'ACCEPTED' });
    expect((await tasks.events(taskId)).map(({ type }) => type)).toHaveLength(3);
  });

  it('four reports are judged by the same version: all are kept, each with a version of its own, none left out', async () => {
    const { taskId, path } = await accepted();
    const answers = await whileHeld(tasks.service, 'task', taskId, 4, () =>
      Promise.all(
        [0, 1, 0, 1].map((officer) => tasks.ask(officers[officer]!, 'POST', `${path}/reports`, progress(50))),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const versions = (await tasks.events(taskId)).map(({ aggregateVersion }) => aggregateVersion);
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await tasks.must(officers[0], 'GET', `/tasks/${taskId}/reports`)).items).toHaveLength(4);
  });

  it('reports on many tasks come at once: each is written once, with an event of its own', async () => {
    const parts = await Promise.all(Array.from({ length: 20 }, () => accepted()));
    const answers = await Promise.all(
      parts.map(({ path }, index) => tasks.ask(officers[0], 'POST', `${path}/reports`, progress(index + 1))),
    );
    expect(answers.map(({ status, body }) => [status, body.assignment.progress])).toEqual(
      parts.map((_, index) => [201, index + 1]),
    );
    for (const [index, { taskId }] of parts.entries()) {
      const [last, before] = (await tasks.events(taskId)).toReversed();
      expect(last).toMatchObject({ type: 'tasks.progress-reported', aggregateVersion: 4 });
      const { assignment } = last!.data as { assignment: { progress: number; assignedAt: string } };
      expect(assignment.progress).toBe(index + 1);
      // As every instant of ours is written, not as the database writes it.
      expect([assignment.assignedAt, answers[index]?.body.assignment.assignedAt]).toEqual(
        Array(2).fill(new Date(assignment.assignedAt).toISOString()),
      );
      expect(before?.type).toBe('tasks.assignment-accepted');
    }
  });

  it('many tasks are completed at once: each ends with its own two events, and is kept as it was answered', async () => {
    const parts = await Promise.all(Array.from({ length: 20 }, () => handedIn()));
    const answers = await Promise.all(parts.map(({ path }) => complete(path)));
    expect(answers.map(({ status, body }) => [status, body.taskPhase, body.version])).toEqual(
      parts.map(() => [200, 'COMPLETED', 7]),
    );
    for (const { taskId } of parts) {
      const ending = (await tasks.events(taskId)).slice(-2);
      expect(ending.map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
        ['tasks.assignment-completed', 6],
        ['tasks.task-completed', 7],
      ]);
      const { task } = ending[1]!.data as { task: { completedAt: string } };
      const kept = await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`);
      expect(kept).toMatchObject({ phase: 'COMPLETED', version: 7, completedAt: task.completedAt });
      expect(kept.assignments).toMatchObject([{ phase: 'COMPLETED', reviewOpinion: '同意办结', returns: 0 }]);
    }
  });

  it.each([
    ['completed', 'returned', 'COMPLETED'],
    ['returned', 'completed', 'RETURNED'],
  ] as const)(
    'one part is %s and in the same moment %s: the first decision stands, the other is told the state',
    async (first, second, phase) => {
      const { taskId, path } = await handedIn();
      const decide = {
        completed: () => complete(path),
        returned: () => tasks.ask(cast.coordinator, 'POST', `${path}/completion-return`, { reason: '佐证不足' }),
      };
      const hold = { text: 'SELECT FROM task WHERE task_id = $1 FOR UPDATE', values: [taskId] };
      await whileOpen(tasks.service, [hold], async (holder) => {
        const stands = decide[first]();
        await untilWaiting(tasks.service, 1);
        const comesTooLate = decide[second]();
        await untilWaiting(tasks.service, 2);
        await holder.query('ROLLBACK');
        expect((await stands).status).toBe(200);
        expect(await comesTooLate).toMatchObject({ status: 409, body: { state: phase } });
      });
      const task = await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`);
      expect([task.phase, task.assignments[0].phase]).toEqual([phase, phase]);
    },
  );

  it.each([
    ['tasks', ({ taskId }: Accepted) => ({ text: 'SELECT FROM task WHERE task_id = $1 FOR UPDATE', values: [taskId] })],
    [
      'parts',
      ({ taskId }: Accepted) => ({ text: 'SELECT FROM assignment WHERE task_id = $1 FOR UPDATE', values: [taskId] }),
    ],
    ['idempotency keys', ({ taskId: key }: Accepted) => claim(key)],
  ])('somebody holds the %s of two reports: the reports on other tasks do not wait for them', async (_, hold) => {
    const [one, two, ...free] = (await Promise.all(Array.from({ length: 5 }, () => accepted()))) as [
      Accepted,
      Accepted,
    ];
    const report = ({ taskId, path }: Accepted) =>
      tasks.ask(officers[0], 'POST', `${path}/reports`, progress(10), { 'idempotency-key': taskId });
    await whileOpen(tasks.service, [one, two].map(hold), async (holder) => {
      const held: ReturnType<typeof report>[] = [];
      for (const part of [one, two]) {
        held.push(report(part)); // one after the other, so that each has a statement of its own
        await untilWaiting(tasks.service, held.length);
      }
      const answers = await Promise.all((free as Accepted[]).map(report));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      await holder.query('ROLLBACK');
      expect((await Promise.all(held)).map(({ status }) => status)).toEqual([201, 201]);
    });
  });

  it('a signature that waits for its key has taken no position in the log, where it would hold up every reader', async () => {
    const { taskId: key, path } = await issued();
    await whileOpen(tasks.service, [claim(key)], async (holder) => {
      const position = async () => (await holder.query('SELECT last_value FROM event_log_position_seq')).rows;
      const before = await position();
      const signing = tasks.ask(officers[0], 'POST', `${path}/acceptance`, undefined, { 'idempotency-key': key });
      await untilWaiting(tasks.service, 1);
      expect(await position()).toEqual(before);
      await holder.query('ROLLBACK');
      expect((await signing).status).toBe(200);
    });
  });

  it('one key is used for two tasks in the same moment: one is written, the other refused, and nobody else with it', async () => {
    const [one, two, other] = await Promise.all([accepted(), accepted(), accepted()]);
    const key = { 'idempotency-key': newId() };
    const report = ({ path }: Accepted, header = {}) =>
      tasks.ask(officers[0], 'POST', `${path}/reports`, progress(10), header);
    const [first, second, bystander] = await Promise.all([report(one, key), report(two, key), report(other)]);
    expect([first.status, second.status].toSorted()).toEqual([201, 409]);
    expect([first, second].find(({ status }) => status === 409)?.body.code).toBe('IDEMPOTENCY.KEY_REUSED');
    expect(bystander.status).toBe(201);
  });

  it('one of the reports that came together is refused by the database: the others are written', async () => {
    const parts = await Promise.all(Array.from({ length: 3 }, accepted));
    const admin = new pg.Client({ connectionString: tasks.service.testDatabase.url, options: '-c search_path=tasks' });
    await admin.connect();
    try {
      await admin.query(`ALTER TABLE progress_report ADD CONSTRAINT no_report_of_77 CHECK (progress <> 77)`);
      const answers = await Promise.all(
        parts.map(({ path }, index) => tasks.ask(officers[0], 'POST', `${path}/reports`, progress(76 + index))),
      );
      expect(answers.map(({ status }) => status)).toEqual([201, 500, 201]);
    } finally {
      await admin.query('ALTER TABLE progress_report DROP CONSTRAINT no_report_of_77');
      await admin.end();
    }
  });

  it('a report and an acceptance of two units of one task race: neither overwrites the other', async () => {
    const other = cast.districts[0]!;
    const liaison = await tasks.service.appoint(other, 'LIAISON_OFFICER');
    const both = [unitId, other].map((carrier) => ({ unitId: carrier, role: 'RESPONSIBLE' }));
    const { taskIds } = await tasks.issued(cast, [taskFields(both)]);
    const taskId = taskIds[0]!;
    const [mine, theirs] = [
      await tasks.assignmentPath(cast, taskId, unitId),
      await tasks.assignmentPath(cast, taskId, other),
    ];
    await tasks.must(officers[0], 'POST', `${mine}/acceptance`);
    await whileHeld(tasks.service, 'task', taskId, 2, () =>
      Promise.all([
        tasks.must(officers[0], 'POST', `${mine}/reports`, progress(40)),
        tasks.must(liaison, 'POST', `${theirs}/acceptance`),
      ]),
    );
    const { phase, assignments } = await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`);
    expect([phase, ...assignments.map((assignment: { phase: string }) => assignment.phase)]).toEqual([
      'ACCEPTED',
      'IN_PROGRESS',
      'ACCEPTED',
    ]);
  });

  it('a task is revised and the issue requested: the leading group gets the task as it was revised', async () => {
    const { planId, taskIds } = await tasks.plan(cast, [taskFields([])]);
    const [taskId] = taskIds as [string];
    const revised = taskFields([], { title: '修改后的任务' });
    const answers = await whileHeld(tasks.service, 'task', taskId, 2, async () => {
      const revising = tasks.ask(cast.coordinator, 'PUT', `/tasks/${taskId}`, revised);
      await untilWaiting(tasks.service, 1);
      return Promise.all([revising, tasks.ask(cast.coordinator, 'POST', `/plans/${planId}/issue-request`)]);
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { rows } = await tasks.service.database.query<{ type: string }>(
      'SELECT type FROM event_log WHERE aggregate_id = ANY ($1::uuid[]) ORDER BY position DESC LIMIT 2',
      [[planId, taskId]],
    );
    expect(rows.map(({ type }) => type)).toEqual(['tasks.plan-issue-requested', 'tasks.task-revised']);
  });

  it('the issue is being approved and a task revised: the revision waits and is refused', async () => {
    const { planId, taskIds } = await tasks.plan(cast, [taskFields([])]);
    const [taskId] = taskIds as [string];
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    const [approved, revised] = await whileHeld(tasks.service, 'task', taskId, 2, async () => {
      const approving = tasks.ask(cast.leader, 'POST', `/plans/${planId}/issue-approval`);
      await untilWaiting(tasks.service, 1);
      return Promise.all([approving, tasks.ask(cast.coordinator, 'PUT', `/tasks/${taskId}`, taskFields([]))]);
    });
    expect(approved.status).toBe(200);
    expect(revised).toMatchObject({ status: 409, body: { code: 'PLAN.NOT_REGISTERED', state: 'ISSUED' } });
  });

  it('one report is sent twice with one key: it is written once and both get its answer', async () => {
    const { taskId, path } = await accepted();
    const key = { 'idempotency-key': newId() };
    const send = () => tasks.ask(officers[0], 'POST', `${path}/reports`, progress(30), key);
    const racing = await whileHeld(tasks.service, 'task', taskId, 3, () => Promise.all([send(), send(), send()]));
    const answers = [...racing, await send()];
    expect(new Set(answers.map(({ body }) => body.reportId)).size).toBe(1);
    expect(answers.map(({ status, headers }) => [status, headers['etag']])).toEqual(Array(4).fill([201, '"4"']));
    expect((await tasks.events(taskId)).filter(({ type }) => type === 'tasks.progress-reported')).toHaveLength(1);
    const reused = await tasks.ask(officers[0], 'POST', `${path}/reports`, progress(31), key);
    expect(reused.body.code).toBe('IDEMPOTENCY.KEY_REUSED');
  });

  it('one signature is sent three times with one key: it is signed once, and all get its answer', async () => {
    const { taskId, path } = await issued();
    const key = { 'idempotency-key': newId() };
    const send = () => tasks.ask(officers[0], 'POST', `${path}/acceptance`, undefined, key);
    const racing = await whileHeld(tasks.service, 'task', taskId, 3, () => Promise.all([send(), send(), send()]));
    const answers = [...racing, await send()];
    expect(answers.map(({ status, headers }) => [status, headers['etag']])).toEqual(Array(4).fill([200, '"3"']));
    expect((await tasks.events(taskId)).filter(({ type }) => type === 'tasks.assignment-accepted')).toHaveLength(1);
  });

  it('a report that loses every race is told to come again, and wrote nothing', async () => {
    const { taskId, path } = await accepted();
    const before = await tasks.events(taskId);
    // The database lets no update of this task through, as if another one were always faster.
    const admin = new pg.Client({ connectionString: tasks.service.testDatabase.url, options: '-c search_path=tasks' });
    await admin.connect();
    try {
      await admin.query('CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$');
      await admin.query('CREATE TRIGGER lose BEFORE UPDATE ON task FOR EACH ROW EXECUTE FUNCTION lose()');
      const answer = await tasks.ask(officers[0], 'POST', `${path}/reports`, progress(10));
      expect(answer).toMatchObject({ status: 409, body: { code: 'TASK.BUSY' } });
      expect(await tasks.events(taskId)).toEqual(before);
    } finally {
      await admin.query('DROP TRIGGER IF EXISTS lose ON task');
      await admin.end();
    }
  });
});
