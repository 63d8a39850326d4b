import pg from 'pg';
import { ServiceName } from '#platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_ACCOUNTS } from '../../apps/standalone/src/sample/accounts.js';
import { loadSample } from '../../apps/standalone/src/sample/load-sample.js';
import { PublicApi } from '../../apps/standalone/src/sample/public-api.js';
import { Journey } from './support/journey.js';
import { PASSWORDS } from './support/services.js';

describe('the sample that a first start enters', () => {
  let journey: Journey;
  let origin: string;

  beforeAll(async () => {
    journey = await Journey.open();
    origin = await journey.run();
  });

  afterAll(() => journey.close());

  /** How many events the services have appended. */
  const events = async (): Promise<number[]> => {
    const client = new pg.Client({ connectionString: journey.database.url });
    await client.connect();
    try {
      const counts = ServiceName.options.map((name) => `(SELECT count(*)::integer FROM ${name}.event_log) AS ${name}`);
      const { rows } = await client.query<Record<string, number>>(`SELECT ${counts.join(', ')}`);
      return Object.values(rows[0] ?? {});
    } finally {
      await client.end();
    }
  };

  it('is there once, however often the product starts', async () => {
    const before = await events();
    await loadSample({ api: PublicApi.at(origin), adminPassword: PASSWORDS.admin, samplePassword: PASSWORDS.sample });
    expect(await events()).toEqual(before);
  });

  it('admits every sample account, marked as one', async () => {
    const administrator = await PublicApi.at(origin).signIn('admin', PASSWORDS.admin);
    const accounts = await administrator.list<{ username: string; sample: boolean }>('/api/departments/accounts');
    const sample = accounts.filter((account) => account.sample).map(({ username }) => username);
    expect(sample.toSorted()).toEqual(SAMPLE_ACCOUNTS.map(({ username }) => username).toSorted());
  });

  it('counts one task in the wording of the plan, and no talking point among them', async () => {
    const office = await PublicApi.at(origin).signIn('office.coordinator', PASSWORDS.sample);
    const plans = await office.list('/api/tasks/plans');
    expect(plans).toMatchObject([{ phase: 'REGISTERED', tasks: 14, planTextTasks: 1 }]);
  });

  it('has the provisional calendar of 2023 in force until the published one replaces it', async () => {
    const office = await PublicApi.at(origin).signIn('office.coordinator', PASSWORDS.sample);
    const { items } = await office.get<{ items: object[] }>('/api/departments/calendars');
    expect(items).toMatchObject([
      { year: 2021, provisional: false },
      { year: 2022, provisional: false },
      { year: 2023, provisional: true, inForce: true },
    ]);
  });
});
