import { setTimeout as pause } from 'node:timers/promises';
import type { FaultKind, Injected, Stage } from '../faults/fault.js';
import type { Schedule } from '../faults/schedule.js';
import type { Random } from '../random.js';

const BETWEEN_FAULTS_MS = { least: 500, most: 2_000 };
/** What no schedule fills is still worked through. */
const LOOK_MS = 200;

/** One fault after the other while people work; what really happened is counted by kind. */
export class FaultLine {
  readonly taken: Record<string, number> = {};
  readonly notTaken: Record<string, number> = {};
  /** What did not come back. */
  readonly unhealed: string[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly schedule: Schedule<FaultKind> | null,
    private readonly say: (line: string) => void,
  ) {}

  /** Returns when `end` is over and the last fault is healed. */
  async run(end: number): Promise<void> {
    while (Date.now() < end) {
      if (!this.schedule) {
        await pause(LOOK_MS);
        continue;
      }
      const { kind, random } = this.schedule.next();
      await pause(random.int(BETWEEN_FAULTS_MS.least, BETWEEN_FAULTS_MS.most));
      if (kind.applies && !kind.applies(this.stage)) continue;
      await this.happen(kind, random);
    }
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
      await this.stage.product.ready();
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
