import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until, type Person } from '#testing';
import { RecomputeLights } from '../src/jobs/recompute-lights.job.js';
import { ALL_UNITS, MEASURED, MEASURES, SEEN_ALIKE } from '../src/persistence/cockpit-counts.js';
import { lightSql, overdueSql } from '../src/persistence/light-sql.js';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;
let unitId: string;
let liaison: Person;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  unitId = cast.departments[0]!;
  liaison = await tasks.service.appoint(unitId, 'LIAISON_OFFICER');
});
afterAll(() => tasks.stop());

/** The light of a task's one part, as the task page, the ledger, the list of the plan and the cockpit show it. */
async function lightsOf({ planId, taskIds }: { planId: string; taskIds: string[] }): Promise<string[]> {
  const task = await tasks.must(cast.coordinator, 'GET', `/tasks/${taskIds[0]}`);
  const ledger = await tasks.must(cast.coordinator, 'GET', `/ledger?planId=${planId}`);
  const list = await tasks.must(cast.coordinator, 'GET', `/plans/${planId}/tasks`);
  const cockpit = await tasks.must(cast.coordinator, 'GET', '/cockpit?by=plan');
  const counted = cockpit.items.find(({ key }: { key: string }) => key === planId);
  const counts = ['RED', 'YELLOW', 'GREEN', 'GREY', 'BLUE'].filter((light) => counted[light.toLowerCase()] === 1);
  return [task.light, task.assignments[0].light, ledger.items[0].light, list.items[0].light, ...counts];
}

const everywhere = (light: string) => Array(5).fill(light);

describe('lights', () => {
  it('change with the clock alone, the same on every page', async () => {
    await tasks.service.moveTo('2022-08-01T09:00:00+08:00');
    const plan = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], { deadline: '2022-08-26' })]);
    await tasks.service.settle();
    expect(await lightsOf(plan)).toEqual(everywhere('GREEN'));
    await tasks.service.moveTo('2022-08-04T00:00:00+08:00'); // 2 of 19 working days have ended: 10.5 points behind
    expect(await lightsOf(plan)).toEqual(everywhere('YELLOW'));
    await tasks.service.moveTo('2022-08-10T00:00:00+08:00'); // 6 of 19: 31.6 points behind
    expect(await lightsOf(plan)).toEqual(everywhere('RED'));
  });

  it('follow a report, a moved deadline, a return and the completion', async () => {
    await tasks.service.moveTo('2022-09-01T09:00:00+08:00');
    const plan = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], { deadline: '2022-09-09' })]);
    const taskId = plan.taskIds[0]!;
    const path = await tasks.assignmentPath(cast, taskId, unitId);
    const now = async () => (await tasks.service.settle(), lightsOf(plan));
    expect(await now()).toEqual(everywhere('YELLOW')); // six working days left, nothing done
    await tasks.must(cast.coordinator, 'PUT', `/tasks/${taskId}/deadline`, { deadline: '2022-12-30', reason: '调整' });
    expect(await now()).toEqual(everywhere('GREEN'));
    await tasks.must(liaison, 'POST', `${path}/acceptance`);
    await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 100, text: '完成' });
    await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '完成' });
    await tasks.must(cast.coordinator, 'POST', `${path}/completion-return`, { reason: '佐证不足' });
    expect(await now()).toEqual(everywhere('YELLOW'));
    await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '已补充' });
    await tasks.must(cast.coordinator, 'POST', `${path}/completion`, { opinion: '同意' });
    expect(await now()).toEqual(everywhere('BLUE'));
  });

  it('and lateness stay during the review as on the day of the request, and count on when it is sent back', async () => {
    await tasks.service.moveTo('2022-10-10T09:00:00+08:00');
    const plan = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], { deadline: '2022-10-21' })]);
    const path = await tasks.assignmentPath(cast, plan.taskIds[0]!, unitId);
    const now = async () => {
      await tasks.service.settle();
      const { items: rows } = await tasks.must(cast.coordinator, 'GET', `/ledger?planId=${plan.planId}&overdue=true`);
      const { items } = await tasks.must(cast.coordinator, 'GET', '/cockpit?by=plan');
      const { overdue } = items.find(({ key }: { key: string }) => key === plan.planId);
      return { lights: await lightsOf(plan), overdue: [rows.length, overdue] };
    };
    await tasks.must(liaison, 'POST', `${path}/acceptance`);
    await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 100, text: '完成' });
    await tasks.service.moveTo('2022-10-21T23:00:00+08:00');
    await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '完成' });
    await tasks.service.moveTo('2022-11-08T09:00:00+08:00');
    expect(await now()).toEqual({ lights: everywhere('GREEN'), overdue: [0, 0] });
    await tasks.calendar(2022, 1, [{ date: '2022-10-17', kind: 'off', festival: '示例' }]);
    expect(await now()).toEqual({ lights: everywhere('GREEN'), overdue: [0, 0] });
    await tasks.must(cast.coordinator, 'POST', `${path}/completion-return`, { reason: '佐证不足' });
    expect(await now()).toEqual({ lights: everywhere('RED'), overdue: [1, 1] });
    await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '已补充' });
    expect(await now()).toEqual({ lights: everywhere('RED'), overdue: [1, 1] });
  });

  it('are computed again when a calendar arrives, on the page of the task and in the cockpit', async () => {
    await tasks.service.moveTo('2023-01-16T09:00:00+08:00');
    await tasks.calendar(
      2023,
      1,
      [23, 24, 25].map((day) => ({ date: `2023-01-${day}`, kind: 'off', festival: '春节' })),
    );
    const plan = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], { deadline: '2023-03-31' })]);
    await tasks.service.settle();
    const yellowFrom = async () => {
      const { rows } = await tasks.service.database.query<{ yellow: Date }>(
        `SELECT yellow_from AS yellow FROM assignment WHERE task_id = $1
         UNION ALL SELECT yellow_from FROM cockpit_assignment WHERE task_id = $1`,
        [plan.taskIds[0]],
      );
      return rows.map(({ yellow }) => yellow.toISOString());
    };
    // 51 working days to the deadline: yellow after 5.1 → 6 of them, 17–20, 26, 27 January.
    expect(await yellowFrom()).toEqual(Array(2).fill('2023-01-27T16:00:00.000Z'));
    const holidays = [23, 24, 25, 26, 27].map((day) => ({
      date: `2023-01-${day}`,
      kind: 'off' as const,
      festival: '春节',
    }));
    const shifted = [28, 29].map((day) => ({ date: `2023-01-${day}`, kind: 'work' as const, festival: '春节' }));
    await tasks.calendar(2023, 2, [...holidays, ...shifted]);
    // The sixth working day is now Sunday 29 January.
    expect(await yellowFrom()).toEqual(Array(2).fill('2023-01-29T16:00:00.000Z'));
  });
});

describe('the counts that the cockpit adds up', () => {
  const sums = MEASURED.map((name) => `sum(${name})::integer AS ${name}`).join(', ');
  const oneByOne = (key: string) =>
    `SELECT ${key} AS key, ${MEASURED.map((name) => `(count(*) FILTER (WHERE ${MEASURES[name]}))::integer AS ${name}`).join(', ')} FROM (
       SELECT *, ${lightSql(1)} AS light, ${overdueSql(2)} AS overdue, a.phase = 'ASSIGNED' AS unsigned, ${SEEN_ALIKE} AS alike
       FROM cockpit_assignment a JOIN plan p USING (plan_id)) one GROUP BY 1`;
  const addedUp = (of: string, by: string) =>
    `SELECT key, ${sums} FROM (
       SELECT scope_id || ':' || ${of} AS key, ${MEASURED.join(', ')} FROM cockpit_count WHERE ${by}
       UNION ALL SELECT scope_id || ':' || ${of}, ${MEASURED.join(', ')} FROM cockpit_date WHERE ${by} AND changes_on <= $2) c
     WHERE $1::timestamptz IS NOT NULL GROUP BY 1`;
  const FACETS = {
    aspect: { key: "plan_id || ':' || aspect_no", of: 'aspect_no', by: `unit_id = '${ALL_UNITS}'` },
    unit: { key: "alike || ':' || unit_id", of: 'unit_id', by: `unit_id <> '${ALL_UNITS}'` },
  };
  const count = async (text: string, today: string) => {
    const { rows } = await tasks.service.database.query<object>(`${text} ORDER BY 1`, [
      `${today}T00:00:00+08:00`,
      today,
    ]);
    return rows;
  };

  beforeAll(async () => {
    await tasks.service.moveTo('2023-01-16T09:00:00+08:00');
    const deadlines = ['2023-02-10', '2023-02-10', '2023-03-31', '2023-12-29', null];
    const fields = deadlines.map((deadline) => taskFields([{ unitId, role: 'LEAD' }], { deadline }));
    const plan = await tasks.issued(cast, fields);
    for (const [index, taskId] of plan.taskIds.slice(1).entries()) {
      const path = await tasks.assignmentPath(cast, taskId, unitId);
      await tasks.must(liaison, 'POST', `${path}/acceptance`);
      await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 25 * (index + 1), text: '推进中' });
    }
    await tasks.service.settle();
  });

  it.each([
    '2023-01-16',
    '2023-01-28',
    '2023-02-10',
    '2023-02-11',
    '2023-03-20',
    '2023-04-01',
    '2023-12-31',
    '2024-01-01',
  ])('are what counting one by one gives on %s, after everything that happened above', async (today) => {
    for (const { key, of, by } of Object.values(FACETS)) {
      const counted = await count(oneByOne(key), today);
      expect(counted.length).toBeGreaterThan(0);
      expect(await count(addedUp(of, by), today)).toEqual(counted);
    }
  });

  const datesUpTo = async (today: string) => {
    const { rows } = await tasks.service.database.query('SELECT FROM cockpit_date WHERE changes_on <= $1', [today]);
    return rows.length;
  };
  const takeWhatHasCome = (now: string) =>
    tasks.service.app.get(RecomputeLights, { strict: false }).run(new Date(`${now}T09:00:00+08:00`));

  it('leave a date that somebody writes just then for the next time, and the job does not wait', async () => {
    const plan = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], { deadline: '2023-11-30' })]);
    await tasks.service.settle();
    const held = await tasks.service.database.transaction(async (tx) => {
      const text = 'SELECT FROM cockpit_date WHERE scope_id = $1 AND changes_on <= $2 FOR UPDATE';
      const { rows } = await tx.query(text, [plan.planId, '2024-01-01']);
      await takeWhatHasCome('2024-01-02');
      return rows.length;
    });
    expect(held).toBeGreaterThan(0);
    expect(await datesUpTo('2024-01-01')).toBe(held);
  });

  it('take up what has come, and stay right when those parts change afterwards', async () => {
    const plan = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], { deadline: '2023-11-30' })]);
    await tasks.service.settle();
    await takeWhatHasCome('2024-01-02');
    expect(await datesUpTo('2024-01-01')).toBe(0);
    const areRight = async () => {
      for (const today of ['2024-01-01', '2025-06-30']) {
        for (const { key, of, by } of Object.values(FACETS)) {
          expect(await count(addedUp(of, by), today)).toEqual(await count(oneByOne(key), today));
        }
      }
    };
    await areRight();
    const path = await tasks.assignmentPath(cast, plan.taskIds[0]!, unitId);
    await tasks.must(liaison, 'POST', `${path}/acceptance`);
    await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 40, text: '推进中' });
    await tasks.service.settle();
    expect(await datesUpTo('2024-01-01')).toBeGreaterThan(0);
    await areRight();
    await takeWhatHasCome('2024-01-02');
    await areRight();
  });

  it('come out the same when the cockpit is built anew from the log', async () => {
    const all = () =>
      Promise.all(
        Object.values(FACETS).flatMap(({ of, by }) =>
          ['2024-01-01', '2025-06-30'].map((today) => count(addedUp(of, by), today)),
        ),
      );
    const before = await all();
    const administrator = await tasks.service.appoint(unitId, 'ADMINISTRATOR');
    const generation = async () => {
      const { items } = await tasks.must(administrator, 'GET', '/operator/lag');
      return items.find(({ projection }: { projection: string }) => projection === 'cockpit').generation as number;
    };
    const old = await generation();
    await tasks.must(administrator, 'POST', '/operator/rebuilds', { projection: 'cockpit' });
    await until('the rebuilt cockpit to take over', async () => (await generation()) > old);
    expect(await all()).toEqual(before);
  });
});
