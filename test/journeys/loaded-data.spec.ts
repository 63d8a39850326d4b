import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDateOf } from '#kernel';
import { queryableOf, readInt8AsNumber } from '#messaging';
import { until, type Person } from '#testing';
import { PublicApi } from '../../apps/standalone/src/sample/public-api.js';
import { untilSettled } from '../../apps/standalone/src/sample/settled.js';
import { MEASURED } from '../../apps/tasks/src/persistence/cockpit-counts.js';
import { Tasks, type Cast } from '../../apps/tasks/test/support/tasks.js';
import { Random } from '../failure/random.js';
import { copyPlan, templatesOf } from '../load/at-scale/copy-plan.js';
import { happen } from '../load/at-scale/plan-history.js';
import { documentNumberOf, planStory, type PlanStory, type Step } from '../load/at-scale/story.js';
import { templateIds } from '../load/at-scale/template-ids.js';
import { readWorld } from '../load/at-scale/world.js';
import { writeHistory } from '../load/at-scale/write-history.js';
import { Journey } from './support/journey.js';
import { PASSWORDS } from './support/services.js';

const ADOPTED_ON = '2021-11-23';
const UNTIL = new Date('2022-08-01T12:00:00Z');

const poolOf = (url: string): pg.Pool =>
  new pg.Pool({ connectionString: url, options: '-c search_path=tasks -c timezone=UTC', pipeline: true, max: 1 });

describe('a plan of the loader', () => {
  let tasks: Tasks;
  let cast: Cast;
  const officers = new Map<string, Person>();

  beforeAll(async () => {
    tasks = await Tasks.start();
    cast = await tasks.cast();
    for (const unitId of cast.districts) officers.set(unitId, await tasks.service.appoint(unitId, 'LIAISON_OFFICER'));
  });
  afterAll(() => tasks.stop());

  it('leaves the rows and the events that the same plan leaves when it goes through the public API', async () => {
    const { database, testDatabase } = tasks.service;
    const world = { ...(await readWorld(database)), memberGroupId: cast.groupId };
    const place = { index: 0, adoptedOn: ADOPTED_ON, tasks: 120 };
    const story = planStory(world, place, UNTIL, Random.of(1, 'loaded plan'));
    expect(new Set(story.steps.map(({ act }) => act.action)).size).toBe(5);
    const entered = await enter(story);
    const history = happen(world, story);
    const pool = poolOf(testDatabase.url);
    await writeHistory(pool, history, world.calendar.lightBasis);
    await pool.end();
    const [loaded, throughApi] = [await stored(history.plan.planId), await stored(entered)];
    expect(loaded).toEqual(throughApi);
  });

  /** Has people do all that the story tells; answers the plan's id. */
  async function enter({ card, tasks: cards, registeredAt, requestedAt, issuedAt, steps }: PlanStory): Promise<string> {
    const { coordinator, leader } = cast;
    const at = (moment: Date) => tasks.service.clock.moveTo(moment);
    at(registeredAt);
    const fields = { ...card, documentNumber: `${card.documentNumber} API` };
    const { planId } = await tasks.must(coordinator, 'POST', '/plans', fields);
    const bodies = cards.map(({ namedUnits, ...rest }) => ({
      ...rest,
      units: namedUnits.map(({ origin: _, ...unit }) => unit),
    }));
    const { taskIds } = await tasks.must(coordinator, 'POST', `/plans/${planId}/tasks`, { tasks: bodies });
    at(requestedAt);
    await tasks.must(coordinator, 'POST', `/plans/${planId}/issue-request`);
    at(issuedAt);
    await tasks.must(leader, 'POST', `/plans/${planId}/issue-approval`);
    for (const step of steps) {
      at(step.at);
      const path = await tasks.assignmentPath(cast, taskIds[step.task], step.unitId);
      const [who, what, body] = requestOf(step);
      await tasks.must(who, 'POST', `${path}/${what}`, body);
    }
    return planId;
  }

  function requestOf({ act: { action, ...body }, unitId }: Step): [Person, string, object | undefined] {
    const officer = officers.get(unitId) as Person;
    switch (action) {
      case 'ACCEPT':
        return [officer, 'acceptance', undefined];
      case 'REPORT':
        return [officer, 'reports', body];
      case 'REQUEST_COMPLETION':
        return [officer, 'completion-request', body];
      case 'RETURN_FOR_REWORK':
        return [cast.coordinator, 'completion-return', body];
      case 'COMPLETE':
        return [cast.coordinator, 'completion', body];
    }
  }

  /** Every row of a plan; ids and traces by the order in which they first occur, because no two plans share them. */
  async function stored(planId: string): Promise<Record<string, string[]>> {
    const ofPlan = 'SELECT task_id FROM task WHERE plan_id = $1';
    const reads = {
      plan: `SELECT p.* FROM plan p WHERE plan_id = $1`,
      task: `SELECT t.* FROM task t WHERE plan_id = $1 ORDER BY task_id`,
      assignment: `SELECT a.* FROM assignment a WHERE task_id IN (${ofPlan}) ORDER BY task_id, assignment_id`,
      progress_report: `SELECT r.* FROM progress_report r JOIN assignment a USING (assignment_id)
        WHERE task_id IN (${ofPlan}) ORDER BY task_id, task_version`,
      deadline_change: `SELECT d.* FROM deadline_change d WHERE task_id IN (${ofPlan})`,
      event_log: `SELECT slot IS NOT NULL AS slotted, id, type, version, aggregate_id, aggregate_version, occurred_at, actor, causation_id,
        correlation_id, traceparent, data::text FROM event_log WHERE aggregate_id = $1 OR aggregate_id IN (${ofPlan}) ORDER BY position`,
    };
    const names = new Map<string, string>();
    const result: Record<string, string[]> = {};
    for (const [table, read] of Object.entries(reads)) {
      const { rows } = await tasks.service.database.query<object>(read, [planId]);
      result[table] = rows.map((row) => unnamed(JSON.stringify(row), names));
    }
    return result;
  }

  function unnamed(row: string, names: Map<string, string>): string {
    const known = new Set([...cast.districts, cast.groupId, cast.issuerUnitId, cast.officeUnitId]);
    return row
      .replaceAll(' API', '')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|00-[0-9a-f]{32}-[0-9a-f]{16}-01/g, (id) => {
        if (known.has(id)) return id;
        const name = names.get(id) ?? `#${names.size}`;
        names.set(id, name);
        return name;
      });
  }
});

describe('copies of a plan', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await Journey.open();
    readInt8AsNumber();
  });
  afterAll(() => journey.close());

  const PROJECTIONS = { tasks: 'cockpit', assessment: 'facts', notifications: 'timetable' } as const;

  it('hold in every service what a rebuild from their events gives, and are worked on like any other', async () => {
    const pool = poolOf(journey.database.url);
    await journey.run();
    const world = await readWorld(queryableOf(pool));
    const place = { index: 0, adoptedOn: ADOPTED_ON, tasks: 60 };
    const story = planStory(world, place, UNTIL, Random.of(1, 'copied plan'));
    await writeHistory(pool, happen({ ...world, newId: templateIds(0) }, story), world.calendar.lightBasis);
    await untilSettled(await administrator(await journey.run()));
    await journey.pause();
    const [template] = await templatesOf(queryableOf(pool), [documentNumberOf(0, ADOPTED_ON)]);
    if (!template) throw new Error('The template is not there.');
    for (const copy of [1, 2]) await copyPlan(pool, template, copy);
    await pool.end();

    const api = await administrator(await journey.run());
    await untilSettled(api);
    const copied = await consumersTables();
    for (const [service, projection] of Object.entries(PROJECTIONS)) {
      await api.post(`/api/${service}/operator/rebuilds`, { projection });
      await until(`${projection} is built anew`, async () => {
        const { items } = await api.get<{ items: { projection: string; generation: number }[] }>(
          `/api/${service}/operator/lag`,
        );
        return items.some((lag) => lag.projection === projection && lag.generation === 2);
      });
    }
    await untilSettled(api);
    expect(await consumersTables()).toEqual(copied);
    const ledger = await (
      await signedIn(api.origin, 'office.coordinator')
    ).list<{ documentNumber: string }>('/api/tasks/ledger');
    const rows = Object.groupBy(ledger, ({ documentNumber }) => documentNumber);
    expect(rows[documentNumberOf(0, ADOPTED_ON, 2)]).toHaveLength(rows[documentNumberOf(0, ADOPTED_ON)]?.length ?? 0);
  }, 180_000);

  const signedIn = (origin: string, username: string) => PublicApi.at(origin).signIn(username, PASSWORDS.sample);
  const administrator = (origin: string) => PublicApi.at(origin).signIn('admin', PASSWORDS.admin);

  const TABLES = [
    'tasks.cockpit_assignment',
    'assessment.known_plan',
    'assessment.known_task',
    'assessment.assignment_record',
    'assessment.assignment_standing',
    'notifications.watched_plan',
    'notifications.watched_task',
    'notifications.watched_assignment',
    'notifications.timetable_entry',
  ];

  async function consumersTables(): Promise<Record<string, string[]>> {
    const pool = poolOf(journey.database.url);
    const stored: Record<string, string[]> = {};
    for (const table of TABLES) {
      // On which day a reminder was last stated depends on which events were applied together; what is decided is marked by a sweep.
      const stable = `to_jsonb(r) - 'planned_on' - 'decided'`;
      const { rows } = await pool.query<{ row: string }>(`SELECT (${stable})::text AS row FROM ${table} r ORDER BY 1`);
      stored[table] = rows.map(({ row }) => row);
    }
    stored.counts = await countsAt(pool, localDateOf(UNTIL));
    await pool.end();
    return stored;
  }

  /** As a look at the cockpit adds them up; which of them a job has taken together depends on when it came. */
  async function countsAt(pool: pg.Pool, today: string): Promise<string[]> {
    const key = 'scope_id, aspect_no, unit_id';
    const come = `SELECT ${key}, date '${today}' AS changes_on, ${MEASURED.join(', ')} FROM cockpit_count
      UNION ALL SELECT ${key}, greatest(changes_on, '${today}'), ${MEASURED.join(', ')} FROM cockpit_date`;
    const sums = MEASURED.map((name) => `sum(${name})`).join(', ');
    const { rows } = await pool.query<object>(
      `SELECT ${key}, changes_on::text, ARRAY[${sums}]::text AS sums FROM (${come}) c
       GROUP BY ${key}, changes_on HAVING (${sums}) <> (${MEASURED.map(() => 0).join(', ')}) ORDER BY 1, 2, 3, 4`,
    );
    return rows.map((row) => JSON.stringify(row));
  }
});
