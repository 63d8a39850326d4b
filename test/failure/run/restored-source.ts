import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { bareEnvironment } from '../../../deploy/local/test/bare-environment.js';
import { ADMINISTRATOR } from '../client/people.js';
import { until } from '../installation/wait.js';
import type { Workbench } from '../installation/workbench.js';
import { inInstallation } from './episode.js';
import type { EpisodeOptions, EpisodeResult, Rounds } from './rounds.js';

export const PUT_BACK = 'database put back to an earlier copy';

const SOURCE = 'tasks';
/** Who follows the log that is put back. */
const FOLLOWERS = ['tasks', 'assessment', 'notifications'] as const;
const ROUND_MS = 7_000;
const STOPPED_WITHIN_MS = 60_000;
const RENEW_EPOCH = path.resolve(import.meta.dirname, '../../../deploy/operator/renew-epoch.js');

interface Gone {
  projection: string;
  gone: { position: number; eventId: string }[];
}

/**
 * The database of the tasks is put back to a copy while Kafka and all consumers are ahead of it. They must stop and say so;
 * after the operator's procedure, exactly as it is documented, everything agrees again, and people go on.
 */
export async function runRestoredSource(bench: Workbench, options: EpisodeOptions): Promise<EpisodeResult> {
  return inInstallation(bench, { ...options, kinds: [] }, async (rounds) => {
    await round(rounds);
    await copyDatabase(rounds);
    const kept = rounds.desk.ledger.entries.length;
    await rounds.moveOn(1);
    const from = rounds.stage.clock.now.toISOString();
    await round(rounds);
    const lost = await eventsOf(rounds);
    const to = rounds.stage.clock.now.toISOString();
    await putBack(rounds);
    await requireStopped(rounds);
    const reports = await acceptRestored(rounds);
    rounds.desk.ledger.lose(kept, { from, to });
    rounds.desk.board.clear();
    await judgeReports(rounds, reports, lost);
    options.say(
      `  ${PUT_BACK}: ${lost.size} events were lost; ${reports.map(({ projection, gone }) => `${projection} names ${gone.length}`).join(', ')}`,
    );
    await rounds.comeToRest();
    await round(rounds);
    await rounds.score();
    rounds.faults.taken[PUT_BACK] = lost.size > 0 ? 1 : 0;
  });
}

async function round(rounds: Rounds): Promise<void> {
  await rounds.work(Date.now() + ROUND_MS);
  await rounds.comeToRest();
}

function names({ stage }: Rounds): { database: string; copy: string } {
  const database = stage.product.options.names[SOURCE];
  return { database, copy: `${database}_before` };
}

async function eventsOf({ stage }: Rounds): Promise<Set<string>> {
  const text = `SELECT id FROM ${SOURCE}.event_log`;
  const rows = await stage.bench.postgres.query<{ id: string }>(text, [], stage.product.options.names[SOURCE]);
  return new Set(rows.map(({ id }) => id));
}

/** As a backup of a running system: for a moment nobody is let in. */
async function copyDatabase(rounds: Rounds): Promise<void> {
  const { postgres } = rounds.stage.bench;
  const { database, copy } = names(rounds);
  await postgres.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`);
  const noneLeft = async () => {
    await postgres.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
    const left = await postgres.query('SELECT FROM pg_stat_activity WHERE datname = $1', [database]);
    return left.length === 0;
  };
  await until('nobody is connected to the database', noneLeft, 10_000);
  await postgres.clone(database, copy);
  await postgres.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`);
}

/** Steps 1 to 3 of the procedure. */
async function putBack(rounds: Rounds): Promise<void> {
  const { product, bench } = rounds.stage;
  const { database, copy } = names(rounds);
  const processes = [...product.processes.values()];
  await Promise.all(processes.map((process) => process.hold()));
  await bench.postgres.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await bench.postgres.query(`ALTER DATABASE ${copy} RENAME TO ${database}`);
  const environment = { ...bareEnvironment(), DATABASE_URL: bench.postgres.url(database) };
  await promisify(execFile)(process.execPath, [RENEW_EPOCH, SOURCE], { env: environment });
  await Promise.all(processes.map((process) => process.release()));
}

async function requireStopped(rounds: Rounds): Promise<void> {
  const administrator = await rounds.stage.people.as(ADMINISTRATOR);
  for (const service of FOLLOWERS) {
    const isStopped = async () => {
      const { items } = await administrator.read(`/api/${service}/operator/lag`, Date.now() + 5_000);
      const following = (items as { source: string; stopped: string | null }[]).filter(
        ({ source }) => source === SOURCE,
      );
      return following.length > 0 && following.every(({ stopped }) => stopped !== null);
    };
    await until(`${service} stops because its source was put back`, isStopped, STOPPED_WITHIN_MS).catch(
      (error: Error) =>
        rounds.differences.push({ rule: 'consumers stop when their source is put back', line: error.message }),
    );
  }
}

/** Step 4 of the procedure. */
async function acceptRestored(rounds: Rounds): Promise<Gone[]> {
  const administrator = await rounds.stage.people.as(ADMINISTRATOR);
  const reports: Gone[] = [];
  for (const service of FOLLOWERS) {
    const address = `/api/${service}/operator/restored-sources`;
    const answer = await administrator.operate(address, { source: SOURCE }, Date.now() + STOPPED_WITHIN_MS);
    if (answer.kind === 'answered' && answer.status < 300) reports.push(...(answer.body.items as Gone[]));
    else
      rounds.differences.push({
        rule: 'a restored source can be accepted',
        line: `${address}: ${JSON.stringify(answer)}`,
      });
  }
  return reports;
}

/** What the reports name as gone must be gone. Only the cockpit, which was put back together with its source, has nothing to name. */
async function judgeReports(rounds: Rounds, reports: readonly Gone[], before: Set<string>): Promise<void> {
  for (const id of await eventsOf(rounds)) before.delete(id);
  const rule = 'the report of a restored source names what is gone';
  for (const { projection, gone } of reports) {
    if (gone.length === 0 && projection !== 'cockpit')
      rounds.differences.push({ rule, line: `${projection} names nothing, and ${before.size} events are gone` });
    for (const { eventId } of gone.filter((each) => !before.has(each.eventId))) {
      rounds.differences.push({ rule, line: `${projection} names the event ${eventId}, which is not gone` });
    }
  }
}
