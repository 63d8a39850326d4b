import path from 'node:path';
import { check, type Difference } from '../check/checker.js';
import { readTables, SERVICES } from '../check/tables.js';
import { Board } from '../client/board.js';
import { Crew } from '../client/crew.js';
import { Desk } from '../client/desk.js';
import { ASSESSOR, COORDINATOR, People } from '../client/people.js';
import { plusDays } from '../client/dates.js';
import type { FaultKind, Stage } from '../faults/fault.js';
import { Schedule } from '../faults/schedule.js';
import type { Mode, Product } from '../installation/product.js';
import { until } from '../installation/wait.js';
import type { Workbench } from '../installation/workbench.js';
import { Ledger } from '../ledger/ledger.js';
import { Random } from '../random.js';
import { FaultLine } from './fault-line.js';
import { untilRest } from './rest.js';
import { StageClock } from './stage-clock.js';

export interface EpisodeOptions {
  mode: Mode;
  seed: number;
  /** How long people work, all rounds together. */
  seconds: number;
  kinds: readonly FaultKind[];
  /** Puts a bug into the product. */
  bug?: string;
  /** How long all may take to come to rest. */
  restWithinMs?: number;
  say: (line: string) => void;
}

/** What one episode adds to the record. */
export interface EpisodeResult {
  mode: Mode;
  seed: number;
  commands: { acknowledged: number; refused: number; askedAgain: number };
  events: number;
  faults: Record<string, number>;
  notTaken: Record<string, number>;
  differences: Difference[];
}

/** Before it the sample was entered. */
export const SAMPLE_CLOCK = '2022-12-01T10:00:00+08:00';
const FIRST_DAYS = ['2022-12-05', '2022-12-14', '2022-12-26'] as const;
const ROUND_SECONDS = 20;
const REST_WITHIN_MS = 90_000;
const ANSWER_WITHIN_MS = 120_000;

/** People work in rounds while faults come; after each round all faults are healed, all comes to rest, and all is checked. */
export async function runEpisode(bench: Workbench, options: EpisodeOptions): Promise<EpisodeResult> {
  const product = await bench.product(options.mode, SAMPLE_CLOCK, options.bug ? { FAILURE_BUG: options.bug } : {});
  try {
    await product.start();
    const episode = await Episode.prepare(bench, product, options);
    return await episode.run();
  } finally {
    await product.destroy();
    if (options.mode === 'cluster') await (await bench.kafka()).empty();
  }
}

class Episode {
  private readonly random: Random;
  private readonly faults: FaultLine;
  private readonly differences: Difference[] = [];
  private readonly restWithinMs: number;
  private events = 0;

  private constructor(
    private readonly stage: Stage,
    private readonly desk: Desk,
    private readonly baseline: Record<string, number>,
    private readonly options: EpisodeOptions,
  ) {
    const { mode, seed, kinds, say } = options;
    this.random = Random.of(seed, 'episode');
    this.restWithinMs = options.restWithinMs ?? REST_WITHIN_MS;
    this.faults = new FaultLine(stage, kinds.length > 0 ? new Schedule(kinds, mode, seed) : null, say);
  }

  static async prepare(bench: Workbench, product: Product, options: EpisodeOptions): Promise<Episode> {
    const { adminPassword: admin, samplePassword: sample } = bench.installation.secrets;
    const people = await People.meet(product.url, { admin, sample });
    const ledger = new Ledger(path.join(product.options.directory, 'ledger.jsonl'));
    const desk = new Desk(people, new Board(), ledger, Random.of(options.seed, 'keys'));
    const tables = await readTables((service) => product.databaseUrl(service));
    const baseline = Object.fromEntries(SERVICES.map((name) => [name, tables.logs[name].at(-1)?.position ?? 0]));
    const stage = { product, bench, people, clock: new StageClock(desk, SAMPLE_CLOCK) };
    return new Episode(stage, desk, baseline, options);
  }

  async run(): Promise<EpisodeResult> {
    const { clock, people } = this.stage;
    const { seed, seconds } = this.options;
    this.desk.deadline = Date.now() + ANSWER_WITHIN_MS;
    await clock.moveTo(this.random.pick(FIRST_DAYS), '10:00');
    this.note(await untilRest(people, clock.now, this.restWithinMs));
    const end = Date.now() + seconds * 1000;
    for (let round = 1; Date.now() < end && this.differences.length === 0; round++) {
      const roundEnd = Math.min(end, Date.now() + ROUND_SECONDS * 1000);
      await this.work(Random.of(seed, `round ${round}`).int(0, 0x7fffffff), roundEnd);
      await this.comeToRest();
      if (Date.now() < end) await this.moveOn(this.random.int(1, 5));
    }
    await this.score();
    people.close();
    return this.result();
  }

  private async work(seed: number, end: number): Promise<void> {
    this.desk.deadline = end + ANSWER_WITHIN_MS;
    const crew = new Crew(this.desk, () => this.stage.clock.today, seed);
    await this.faults.run(end);
    await crew.stop();
  }

  /** Nobody works and nothing is broken any more: what was doubtful is asked again, and everything is compared. */
  private async comeToRest(): Promise<void> {
    const { product, people, clock } = this.stage;
    this.desk.deadline = Date.now() + ANSWER_WITHIN_MS;
    await product.ready();
    this.note(await untilRest(people, clock.now, this.restWithinMs));
    await this.desk.settleDoubts();
    await this.desk.readPending();
    await this.moveOn(0);
    await this.relayed();
    for (const by of ['light', 'unit']) await this.lookAtCockpit(by);
    this.desk.ledger.add({ kind: 'rested', at: clock.now.toISOString() });
    await this.check();
  }

  private note(restless: readonly string[]): void {
    this.differences.push(...restless.map((line) => ({ rule: 'everything comes to rest', line })));
  }

  /** All services follow before anybody works: else some would date their work by the day before. */
  private async moveOn(days: number): Promise<void> {
    const { people, clock } = this.stage;
    await clock.moveOn(days);
    this.note(await untilRest(people, clock.now, this.restWithinMs));
  }

  /** Nobody follows some of the logs, so that no service waits for their relays; the checker does not either. */
  private async relayed(): Promise<void> {
    const { product, bench } = this.stage;
    if (product.mode !== 'cluster') return;
    const isSent = async (service: (typeof SERVICES)[number]) => {
      const text = `SELECT cursor = (SELECT max(position) FROM ${service}.event_log) AS sent FROM ${service}.relay_cursor`;
      const [row] = await bench.postgres.query<{ sent: boolean | null }>(text, [], product.options.names[service]);
      return row?.sent !== false;
    };
    for (const service of SERVICES) {
      await until(`the relay of ${service} has sent everything`, () => isSent(service), this.restWithinMs).catch(
        (error: Error) => this.note([error.message]),
      );
    }
  }

  private async lookAtCockpit(by: string): Promise<void> {
    const office = await this.stage.people.as(COORDINATOR);
    const { items } = await office.read(`/api/tasks/cockpit?by=${by}`, this.desk.deadline);
    const rows = items as Record<string, string | number>[];
    this.desk.ledger.add({ kind: 'cockpit', by, at: this.stage.clock.now.toISOString(), rows });
  }

  private async check(): Promise<void> {
    const { product } = this.stage;
    const tables = await readTables((service) => product.databaseUrl(service));
    const { differences, events } = check(this.desk.ledger.entries, tables, this.baseline, product.mode === 'cluster');
    this.differences.push(...differences);
    this.events = events;
  }

  /** The assessor drafts scores as of the day before, and they are compared as well. */
  private async score(): Promise<void> {
    if (this.differences.length > 0) return;
    const { people, clock } = this.stage;
    this.desk.deadline = Date.now() + ANSWER_WITHIN_MS;
    const assessor = await people.as(ASSESSOR);
    const { items } = await assessor.read('/api/assessment/schemes', this.desk.deadline);
    const [scheme] = items as { schemeId: string }[];
    const body = { schemeId: scheme?.schemeId, asOf: plusDays(clock.today, -1) };
    const about = { username: ASSESSOR, action: 'draft-scores', method: 'POST' } as const;
    await this.desk.send({ ...about, path: '/api/assessment/assessments', body });
    await this.comeToRest();
  }

  private result(): EpisodeResult {
    const { mode, seed } = this.options;
    const { entries } = this.desk.ledger;
    const of = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
    const askedAgain = entries.filter((entry) => 'attempts' in entry && entry.attempts > 1).length;
    const commands = { acknowledged: of('acknowledged'), refused: of('refused'), askedAgain };
    const { taken: faults, notTaken } = this.faults;
    return { mode, seed, commands, events: this.events, faults, notTaken, differences: this.differences };
  }
}
