import type pg from 'pg';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { Instance } from '../../demo/instance.js';
import { LoadClient, type Shot } from '../load-client.js';
import { durationsOf, type Durations } from '../statistics.js';
import { DailyWork } from './daily-work.js';
import { onSubject, withInstance, type At } from './subject.js';

/** Each opens a page a second. */
const VIEWERS = 20;
const UPDATES_PER_SECOND = 20;
const PAGE_SIZE = 50;
const LATE_PAGE = 200;
/** Of walking to the late page: a list of slow pages is measured where that ends. */
const WALK_MS = 15_000;
/** Milliseconds of one viewer alone above which twenty would only queue up: his time is then the figure. */
const TOO_SLOW = 500;

const PAGES = {
  'cockpit by light': '/api/tasks/cockpit?by=light',
  'cockpit by plan': '/api/tasks/cockpit?by=plan',
  'cockpit by aspect': '/api/tasks/cockpit?by=aspect',
  'cockpit by unit': '/api/tasks/cockpit?by=unit',
  plans: '/api/tasks/plans?limit=50',
  reminders: '/api/notifications/reminders?limit=50',
  timetable: '/api/notifications/timetable?limit=50',
  'inbox of the office': '/api/tasks/inbox?limit=50',
} as const;

/** Each is measured on its first and on its 200th page, or its last where it has fewer. */
const LISTS = {
  'ledger by plan': '/api/tasks/ledger?sort=plan',
  'ledger by deadline': '/api/tasks/ledger?sort=deadline',
  'ledger by unit': '/api/tasks/ledger?sort=unit',
  'ledger, overdue': '/api/tasks/ledger?overdue=true&sort=deadline',
  'ledger, red': '/api/tasks/ledger?light=RED',
  'ledger of a plan by deadline': '/api/tasks/ledger?sort=deadline&planId=$plan',
  'ledger of a plan by progress': '/api/tasks/ledger?sort=progress&planId=$plan',
  'ledger of a plan by last report': '/api/tasks/ledger?sort=lastReport&order=desc&planId=$plan',
} as const;

export interface PagesOptions {
  at: At;
  /** For each page. */
  seconds: number;
  say: (line: string) => void;
}

export type PagesFigures = Record<string, Durations>;

/** Opens each page of those who oversee the work, and the lists of one unit, while units report. */
export async function measurePages(options: PagesOptions): Promise<PagesFigures> {
  return onSubject(options.at, (subject) =>
    withInstance(subject, 'embedded', {}, async (instance, database) => {
      const work = await DailyWork.prepare(instance, database);
      const viewers = new LoadClient(instance.origin, VIEWERS);
      const units = new LoadClient(instance.origin, VIEWERS);
      try {
        return await measureEach(instance, { work, planId: await largestPlan(database) }, { viewers, units }, options);
      } finally {
        viewers.close();
        units.close();
      }
    }),
  );
}

async function measureEach(
  { origin }: Instance,
  { work, planId }: { work: DailyWork; planId: string },
  { viewers, units }: { viewers: LoadClient; units: LoadClient },
  { seconds, say }: PagesOptions,
): Promise<PagesFigures> {
  const figures: PagesFigures = {};
  let reported = 0;
  for (const [name, token, path] of await addresses(origin, work, planId)) {
    const page: Shot = { method: 'GET', path, headers: { authorization: `Bearer ${token}` } };
    const alone = durationsOf((await viewers.closedLoop(1, 1, () => page)).durations); // also brings its rows to memory
    if (alone.p50 > TOO_SLOW) {
      figures[`${name}, one viewer alone`] = alone;
      say(`${name}: ${alone.p50} ms for one viewer alone`);
      continue;
    }
    const [{ durations }] = await Promise.all([
      viewers.openLoop(VIEWERS, seconds, () => page),
      units.openLoop(UPDATES_PER_SECOND, seconds, () => work.report(reported++)),
    ]);
    figures[name] = durationsOf(durations);
    say(`${name}: p50 ${figures[name].p50} ms, p99 ${figures[name].p99} ms`);
  }
  return figures;
}

async function largestPlan(database: pg.Client): Promise<string> {
  const text = 'SELECT plan_id AS "planId" FROM tasks.plan ORDER BY tasks DESC, plan_id LIMIT 1';
  const { rows } = await database.query<{ planId: string }>(text);
  return rows[0]?.planId ?? '';
}

async function addresses(
  origin: string,
  work: DailyWork,
  planId: string,
): Promise<[name: string, token: string, path: string][]> {
  const all: [string, string, string][] = Object.entries(PAGES).map(([name, path]) => [name, work.officeToken, path]);
  const readers = { '': work.officeToken, ' of a unit': work.officerToken };
  for (const [whose, token] of Object.entries(readers)) {
    for (const [name, path] of Object.entries(LISTS)) {
      const first = `${path.replace('$plan', planId)}&limit=${PAGE_SIZE}`;
      all.push([`${name}${whose}, page 1`, token, first]);
      const { page, path: late } = await pageOf(PublicApi.at(origin, token), first, LATE_PAGE);
      if (page > 1) all.push([`${name}${whose}, page ${page}`, token, late]);
    }
  }
  return all;
}

/** The address of the `wanted`-th page, or of the last that there is or that was reached in time. */
async function pageOf(api: PublicApi, first: string, wanted: number): Promise<{ page: number; path: string }> {
  const begun = performance.now();
  let path = first;
  for (let page = 1; ; page++) {
    if (page === wanted || performance.now() - begun > WALK_MS) return { page, path };
    const { next } = await api.get<{ next?: string }>(path);
    if (next === undefined) return { page, path };
    path = `${first}&cursor=${next}`;
  }
}
