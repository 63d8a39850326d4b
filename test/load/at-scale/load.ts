import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { addDays, instantOf, isWeekend, localDateOf, type LocalDate } from '#kernel';
import { HeardClient, queryableOf, readInt8AsNumber, type Queryable } from '#messaging';
import { COUNT_WHAT_HAS_COME } from '../../../apps/tasks/src/persistence/cockpit-counts.js';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { startInstance, type Instance } from '../../demo/instance.js';
import { Random } from '../../failure/random.js';
import { behindOf } from '../behind.js';
import { copyPlan, templatesOf } from './copy-plan.js';
import { happen } from './plan-history.js';
import { registerUnits } from './register-units.js';
import { openStore, type Store } from './store.js';
import { documentNumberOf, planStory } from './story.js';
import { templateIds } from './template-ids.js';
import { readWorld } from './world.js';
import { writeHistory } from './write-history.js';

const UNITS = 500;
/** Plans that the product's rules and consumers make; all others are copies of one of them. */
const TEMPLATES = 8;
/** Days over which they were issued, the last of them a week before the load. */
const SPAN = 900;
const NEWEST = 7;
const SEED = 7;
const LOOK_MS = 5_000;

export interface LoadOptions {
  /** In all; a multiple of those of a plan. */
  tasks: number;
  tasksOfAPlan: number;
  say: (line: string) => void;
  /** Ends the load after the plan or the look that is under way. */
  stop: AbortSignal;
}

export interface LoadFigures {
  tasks: number;
  /** Whether the data can be measured on; otherwise the next run goes on. */
  complete: boolean;
  /** Seconds that this run took for each step; next to nothing for one that was done before. */
  seconds: Record<(typeof STEPS)[number][0], number>;
}

/** Each does what is left of it, and may be run again. */
const STEPS = [
  ['register', register],
  ['write', writeTemplates],
  ['follow', follow],
  ['copy', copyTemplates],
  ['tidy', tidy],
] as const satisfies readonly [string, (store: Store, options: LoadOptions) => Promise<void>][];

/** Makes an installation of `tasks` tasks and 500 units below `.lianban-bench`, or goes on where an earlier run stopped. */
export async function load(options: LoadOptions): Promise<LoadFigures> {
  readInt8AsNumber();
  const store = await openStore(options.tasks, lastEvening());
  const seconds: Partial<LoadFigures['seconds']> = {};
  try {
    for (const [name, step] of STEPS) {
      const begun = performance.now();
      if (!options.stop.aborted) await step(store, options);
      seconds[name] = (performance.now() - begun) / 1000;
    }
    return { tasks: options.tasks, complete: store.made.complete ?? false, seconds: seconds as LoadFigures['seconds'] };
  } finally {
    await store.server.stop();
  }
}

/** The sample, and units and accounts beside it, through the public API. */
async function register(store: Store, { say }: LoadOptions): Promise<void> {
  if (store.made.registered) return;
  say(`registering ${UNITS} units`);
  await withProduct(store, async (administrator, { passwords }) => {
    await registerUnits(administrator, UNITS, passwords.sample);
  });
  await store.remember({ ...store.made, registered: true });
}

/** A plan at a time, without the product: by its transition tables and its statements, many rows each. */
async function writeTemplates(store: Store, options: LoadOptions): Promise<void> {
  if (store.made.followed) return;
  const asOf = new Date(store.made.asOf);
  await withPool(store, async (pool) => {
    const on = queryableOf(pool);
    const world = await readWorld(on);
    const present = await plansIn(on);
    for (const { index, adoptedOn } of placesOf(store, options)) {
      if (options.stop.aborted) return;
      if (present.has(documentNumberOf(index, adoptedOn))) continue;
      const begun = performance.now();
      const place = { index, adoptedOn, tasks: options.tasksOfAPlan };
      const story = planStory(world, place, asOf, Random.of(SEED, `plan ${index}`));
      const history = happen({ ...world, newId: templateIds(index) }, story);
      await writeHistory(pool, history, world.calendar.lightBasis);
      options.say(`template ${index + 1}: ${history.events.length} events in ${secondsSince(begun)} s`);
    }
  });
}

/** Every other plan is a copy of a template, in every service at once. */
async function copyTemplates(store: Store, options: LoadOptions): Promise<void> {
  if (!store.made.followed || store.made.complete) return;
  const places = placesOf(store, options);
  await withPool(store, async (pool) => {
    const on = queryableOf(pool);
    await on.query(COUNT_WHAT_HAS_COME, [addDays(localDateOf(new Date(store.made.asOf)), -1)]); // a job does, every few minutes
    const present = await plansIn(on);
    const templates = await templatesOf(
      on,
      places.map(({ index, adoptedOn }) => documentNumberOf(index, adoptedOn)),
    );
    for (let plan = places.length; plan < plansOf(options) && !options.stop.aborted; plan++) {
      const template = templates[plan % places.length];
      const place = places[plan % places.length];
      const copy = Math.floor(plan / places.length);
      if (!template || !place) throw new Error(`Template ${plan % places.length} is missing. Load anew.`);
      if (present.has(documentNumberOf(place.index, place.adoptedOn, copy))) continue;
      const begun = performance.now();
      await copyPlan(pool, template, copy);
      options.say(`plan ${plan + 1} of ${plansOf(options)}: a copy in ${secondsSince(begun)} s`);
    }
  });
}

/** The consumers of every service apply what was written, as they do after an outage. */
async function follow(store: Store, { say, stop }: LoadOptions): Promise<void> {
  if (store.made.followed) return;
  await withProduct(store, async (administrator) => {
    while (!stop.aborted) {
      const behind = await behindOf(administrator);
      say(`consumers are ${behind} events behind`);
      if (behind === 0) return store.remember({ ...store.made, followed: true });
      await pause(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  });
}

/**
 * What years of running would have left: statistics and visibility as autovacuum keeps them, and a relay that has sent all
 * of it. Without the cursor the first start with a broker would send millions of events that every consumer has.
 */
async function tidy(store: Store, { say }: LoadOptions): Promise<void> {
  if (!store.made.followed || store.made.complete) return;
  say('vacuuming');
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  try {
    await client.query(`UPDATE tasks.relay_cursor SET cursor = (SELECT max(position) FROM tasks.event_log), sent = (
      SELECT array_agg(coalesce(events, 0) ORDER BY s) FROM generate_series(0, 63) s
        LEFT JOIN (SELECT slot, count(*) AS events FROM tasks.event_log GROUP BY slot) sent ON slot = s)`);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
  await store.remember({ ...store.made, complete: true });
}

/** Runs the product on the store with its clock at the evening when the data end: nobody is reminded at that hour. */
async function withProduct(
  store: Store,
  work: (administrator: PublicApi, instance: Instance) => Promise<void>,
): Promise<void> {
  const instance = await startInstance('embedded', store.installation, {
    DATABASE_URL: store.url,
    DEMO_CLOCK: store.made.asOf,
    RATE_LIMIT_PER_MINUTE: '10000000',
  });
  try {
    await work(await PublicApi.at(instance.origin).signIn('admin', instance.passwords.admin), instance);
  } finally {
    await instance.stop();
  }
}

/** Connections of an administrator; unqualified names are tables of the tasks service. */
async function withPool(store: Store, work: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({
    connectionString: store.url,
    options: '-c search_path=tasks -c timezone=UTC -c synchronous_commit=off', // what a power cut takes back is made again
    pipeline: true,
    max: 1,
    Client: HeardClient,
  });
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
}

async function plansIn(on: Queryable): Promise<Set<string>> {
  const { rows } = await on.query<{ no: string }>('SELECT document_number AS no FROM plan');
  return new Set(rows.map(({ no }) => no));
}

function plansOf({ tasks, tasksOfAPlan }: LoadOptions): number {
  return Math.ceil(tasks / tasksOfAPlan);
}

/** Templates are issued one after the other over the years, on weekdays. */
function placesOf({ made }: Store, options: LoadOptions): { index: number; adoptedOn: LocalDate }[] {
  const count = Math.min(TEMPLATES, plansOf(options));
  const last = addDays(localDateOf(new Date(made.asOf)), -NEWEST);
  const apart = SPAN / Math.max(count - 1, 1);
  return Array.from({ length: count }, (_, index) => {
    return { index, adoptedOn: weekday(addDays(last, -Math.round(apart * (count - 1 - index)))) };
  });
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1);
}

function lastEvening(): Date {
  return instantOf(weekday(addDays(localDateOf(new Date()), -1)), '20:00');
}

function weekday(date: LocalDate): LocalDate {
  while (isWeekend(date)) date = addDays(date, -1);
  return date;
}
