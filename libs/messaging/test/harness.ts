import { afterEach, beforeEach, test } from 'vitest';
import type { EventPath, Transport } from '#messaging';
import { World } from './world/world.js';

/** What a scenario may change about one member's transport. */
export interface MemberTransportOptions {
  /** Milliseconds after which an open hole alarms. */
  alarmAfter?: number;
  /** Milliseconds between two looks for what never arrived. */
  lookInterval?: number;
}

/** One way to bring events from logs to consumers, as the suite needs it. */
export interface TransportKit {
  readonly name: 'postgres' | 'kafka';
  /** Starts what takes the events of `source` out of its log: nothing, or a relay. */
  carry(world: World, source: string): Promise<{ stop(): Promise<void> }>;
  /** The transport of one member of the consuming service. */
  transport(world: World, path: EventPath, options: MemberTransportOptions): Transport;
}

/** A race or a failure, and what must hold after it. Runs on every transport. */
export interface Scenario {
  /** An outcome sentence. */
  name: string;
  run(world: World): Promise<void>;
}

/** Makes one test of each scenario, in a world of its own. */
export function runScenarios(kit: TransportKit, scenarios: readonly Scenario[]): void {
  let world: World;
  beforeEach(async () => {
    world = await World.create(kit);
  });
  afterEach(async () => {
    await world.destroy();
  });
  for (const { name, run } of scenarios) test(name, () => run(world));
}
