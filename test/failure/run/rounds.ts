import path from 'node:path';
import { check, type Difference } from '../check/checker.js';
import { readTables, SERVICES, type Service } from '../check/tables.js';
import { Board } from '../client/board.js';
import { Crew } from '../client/crew.js';
import { plusDays } from '../client/dates.js';
import { Desk } from '../client/desk.js';
import { ASSESSOR, COORDINATOR, People } from '../client/people.js';
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
  /** Plans of hundreds of tasks that the office issues in each round, at most three; none by default. */
  largePlans?: number;
  /** How long they work until all comes to rest and is compared. */
  roundSeconds?: number;
  /** Whether nothing more has to be found. */
  enough?: (differences: readonly Difference[]) => boolean;
  /** Puts bugs into the product. */
  bugs?: string;
  /** How long all may take to come to rest. */
  restWithinMs?: number;
  say: (line: string) => void;
}

/** What one installation adds to the record. */
export interface EpisodeResult {
  mode: Mode;
  seed: number;
  commands: { acknowledged: number; refused: number; askedAgain: number };
  events: number;
  /** Units whose stored scores were compared. */
  scores: number;
  faults: Record<string, number>;
  notTaken: Record<string, number>;
  differences: Difference[];
}

/** Before it the sample was entered. */
export const SAMPLE_CLOCK = '2022-12-01T10:00:00+08:00';
const FIRST_DAYS = ['2022-12-05', '2022-12-14', '2022-12-26'] as const;
const REST_WITHIN_MS = 90_000;
const ANSWER_WITHIN_MS = 120_000;

/** Seconds since it was made, in words. */
function stopwatch(): () => string {
  const begun = Date.now();
  return () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
}

/** People who work in one installation in rounds; after each all comes to rest, and all is compared. */
export class Rounds {
  readonly random: Random;
  readonly faults: FaultLine;
  readonly differences: Difference[] = [];
  private events = 0;
  private scores = 0;
  private round = 0;

  private constructor(
    readonly stage: Stage,
    private readonly baseline: Record<string, number>,
    private readonly options: EpisodeOptions,
  ) {
    const { mode, seed, kinds, say } = options;
    this.random = Random.of(seed, 'episode');
    this.faults = new FaultLine(stage, kinds.length > 0 ? new Schedule(kinds, mode, seed) : null, say);
  }

  get desk(): Desk {
    return this.stage.desk;
  }

  /** The people are signed in and the clock stands at the first day. */
  static async begin(bench: Workbench, product: Product, options: EpisodeOptions): Promise<Rounds> {
    const { adminPassword: admin, samplePassword: sample } = bench.installation.secrets;
    const people = await People.meet(product.url, { admin, sample });
    const ledger = new Ledger(path.join(product.options.directory, 'ledger.jsonl'));
    const desk = new Desk(people, new Board(), ledger, Random.of(options.seed, 'keys'));
    const tables = await readTables((service) => product.databaseUrl(service));
    const baseline = Object.fromEntries(SERVICES.map((name) => [name, tables.logs[name].at(-1)?.position ?? 0]));
    const stage = { product, bench, people, desk, clock: new StageClock(desk, SAMPLE_CLOCK) };
    const rounds = new Rounds(stage, baseline, options);
    rounds.expectAnswers();
    await stage.clock.moveTo(rounds.random.pick(FIRST_DAYS), '10:00');
    await rounds.rest();
    return rounds;
  }

  /** People work until `end`, while faults come. */
  async work(end: number): Promise<void> {
    this.desk.deadline = end + ANSWER_WITHIN_MS;
    const seed = Random.of(this.options.seed, `round ${++this.round}`).int(0, 0x7fffffff);
    const crew = new Crew(this.desk, () => this.stage.clock.today, seed, this.options.largePlans ?? 0);
    const took = stopwatch();
    await this.faults.run(end);
    await crew.stop();
    this.options.say(`  round ${this.round}: people worked for ${took()}`);
    for (const failure of crew.failures) this.options.say(`  somebody tried again later: ${failure}`);
  }

  /** Nobody works and nothing is broken any more: what was doubtful is asked again, and everything is compared. */
  async comeToRest(): Promise<void> {
    this.expectAnswers();
    const took = stopwatch();
    await this.stage.product.ready().catch(({ message }: Error) => void this.faults.unhealed.push(message));
    await this.rest();
    await this.desk.settleDoubts();
    await this.desk.readPending();
    await this.moveOn(0);
    await this.relayed();
    for (const by of ['light', 'unit']) await this.lookAtCockpit(by);
    this.desk.ledger.add({ kind: 'rested', at: this.stage.clock.now.toISOString() });
    const rested = took();
    await this.check();
    this.options.say(`  all at rest within ${rested}, ${this.events} events compared after ${took()}`);
    this.blameCrashes();
    const unhealed = this.faults.unhealed.splice(0);
    this.differences.push(...unhealed.map((line) => ({ rule: 'the product comes back after a fault', line })));
  }

  /** All services follow before anybody works: else some would date their work by the day before. */
  async moveOn(days: number): Promise<void> {
    await this.stage.clock.moveOn(days);
    await this.rest();
  }

  /** The assessor drafts scores as of the day before and asks to publish them, which keeps their reasons: all is compared as well. */
  async score(): Promise<void> {
    if (this.differences.length > 0) return;
    const { people, clock } = this.stage;
    this.expectAnswers();
    const assessor = await people.as(ASSESSOR);
    const { items } = await assessor.read('/api/assessment/schemes', this.desk.deadline);
    const [scheme] = items as { schemeId: string }[];
    const body = { schemeId: scheme?.schemeId, asOf: plusDays(clock.today, -1) };
    const about = { username: ASSESSOR, action: 'draft-scores', method: 'POST' } as const;
    const drafted = await this.desk.send({ ...about, path: '/api/assessment/assessments', body });
    if (drafted.kind === 'acknowledged') {
      const at = `/api/assessment/assessments/${String(drafted.answer.assessmentId)}`;
      await this.desk.send({ ...about, action: 'request-publication', path: `${at}/publication-request` });
    }
    await this.comeToRest();
  }

  result(): EpisodeResult {
    const { mode, seed } = this.options;
    const { entries } = this.desk.ledger;
    const of = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
    const askedAgain = entries.filter((entry) => 'attempts' in entry && entry.attempts > 1).length;
    const commands = { acknowledged: of('acknowledged'), refused: of('refused'), askedAgain };
    const { taken: faults, notTaken } = this.faults;
    return {
      mode,
      seed,
      commands,
      events: this.events,
      scores: this.scores,
      faults,
      notTaken,
      differences: this.differences,
    };
  }

  /** Waits until all services have come to rest at the clock's time. */
  private async rest(): Promise<void> {
    const { people, clock } = this.stage;
    this.note(await untilRest(people, clock.now, this.restWithinMs));
  }

  private get restWithinMs(): number {
    return this.options.restWithinMs ?? REST_WITHIN_MS;
  }

  private expectAnswers(): void {
    this.desk.deadline = Date.now() + ANSWER_WITHIN_MS;
  }

  private note(restless: readonly string[]): void {
    this.differences.push(...restless.map((line) => ({ rule: 'everything comes to rest', line })));
  }

  /** Whatever else goes down, a process that runs stays up and waits. */
  private blameCrashes(): void {
    for (const { options, crashes } of this.stage.product.processes.values()) {
      const lines = crashes
        .splice(0)
        .map((how) => `${options.name} ended with ${how}; see the end of ${options.name}.log`);
      this.differences.push(...lines.map((line) => ({ rule: 'no process ends by itself', line })));
    }
  }

  /** Nobody follows some of the logs, so that no service waits for their relays; the checker does not either. */
  private async relayed(): Promise<void> {
    if (this.options.mode !== 'cluster') return;
    for (const service of SERVICES) {
      const sent = until(`the relay of ${service} has sent everything`, () => this.isSent(service), this.restWithinMs);
      await sent.catch((error: Error) => this.note([error.message]));
    }
  }

  private async isSent(service: Service): Promise<boolean> {
    const { product, bench } = this.stage;
    const text = `SELECT cursor = (SELECT max(position) FROM ${service}.event_log) AS sent FROM ${service}.relay_cursor`;
    const [row] = await bench.postgres.query<{ sent: boolean | null }>(text, [], product.options.names[service]);
    return row?.sent !== false;
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
    this.scores = tables.results.length;
  }
}
