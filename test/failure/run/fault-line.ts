import { setTimeout as pause } from 'node:timers/promises';
import type { FaultKind, Injected, Part, Stage } from '../faults/fault.js';
import type { Schedule } from '../faults/schedule.js';
import type { Mode } from '../installation/product.js';
import { until } from '../installation/wait.js';
import type { Random } from '../random.js';

/** A fault must hit somebody: people get so many commands through before the next, where they do so in time. */
const COMMANDS_BETWEEN = 12;
const LONGEST_BETWEEN_MS = 5_000;
/** How many faults may be on at once. */
const LANES: Readonly<Record<Mode, number>> = { embedded: 2, cluster: 3 };
const LOOK_MS = 50;

/** Faults come while people work, some at once; what really happened is counted by kind. */
export class FaultLine {
  readonly taken: Record<string, number> = {};
  readonly notTaken: Record<string, number> = {};
  /** What did not come back. */
  readonly unhealed: string[] = [];
  private readonly busy = new Set<Part>();

  constructor(
    private readonly stage: Stage,
    private readonly schedule: Schedule<FaultKind> | null,
    private readonly say: (line: string) => void,
  ) {}

  /** Returns when `end` is over and the last fault is healed. */
  async run(end: number): Promise<void> {
    const { schedule } = this;
    if (!schedule) return pause(Math.max(0, end - Date.now()));
    const lanes = Array.from({ length: LANES[this.stage.product.mode] }, () => this.lane(schedule, end));
    await Promise.all(lanes);
  }

  /** One fault after the other. */
  private async lane(schedule: Schedule<FaultKind>, end: number): Promise<void> {
    await this.untilPeopleWork();
    while (Date.now() < end) {
      const drawn = schedule.next(({ takes }) => takes.every((part) => !this.busy.has(part)));
      if (!drawn || drawn.kind.applies?.(this.stage) === false) {
        await pause(LOOK_MS);
        continue;
      }
      const { kind, random } = drawn;
      for (const part of kind.takes) this.busy.add(part);
      await this.happen(kind, random);
      for (const part of kind.takes) this.busy.delete(part);
      await this.untilPeopleWork();
    }
  }

  private async untilPeopleWork(): Promise<void> {
    const { ledger } = this.stage.desk;
    const from = ledger.entries.length;
    const hit = () => ledger.entries.length >= from + COMMANDS_BETWEEN;
    await until('people work', hit, LONGEST_BETWEEN_MS).catch(() => undefined); // then they wait for this fault, too
  }

  private async happen(kind: FaultKind, random: Random): Promise<void> {
    const begun = Date.now();
    const proof = await this.inflict(kind, random);
    const counts = proof === null ? this.notTaken : this.taken;
    counts[kind.name] = (counts[kind.name] ?? 0) + 1;
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    this.say(`  ${kind.name}: ${proof ?? 'did not take place'} (${seconds} s)`);
  }

  /** Whatever fails on the way, the product must be back afterwards; that it is not is a difference. */
  private async inflict(kind: FaultKind, random: Random): Promise<string | null> {
    let injected: Injected;
    try {
      injected = await kind.inject(this.stage, random);
    } catch (error) {
      this.say(`  ${kind.name} could not begin: ${(error as Error).message}`);
      return null;
    }
    await pause(injected.lasts);
    try {
      await injected.heal();
      if (kind.takes.includes('processes')) await this.stage.product.ready();
    } catch (error) {
      this.unhealed.push(`after ${kind.name}: ${(error as Error).message}`);
    }
    return proofOf(injected);
  }
}

/** Asked when it is over; a look that fails is no proof. */
async function proofOf(injected: Injected): Promise<string | null> {
  return injected.proof().catch(() => null);
}
