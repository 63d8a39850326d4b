import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../random.js';
import type { Desk, Wish } from './desk.js';
import { forbiddenWish } from './forbidden.js';
import { liaisonWish } from './liaison.js';
import { officeWish, renameWish } from './office.js';
import type { District } from './people.js';
import { issueNewPlan, LARGEST_PLAN, SMALL_PLAN } from './plans.js';

const LIAISON_WORKERS = 5;
/** Below so many open parts the office issues another plan. */
const ENOUGH_PARTS = 60;
const LEAST_LARGE_PLAN = 500;
/** When the office issues a large plan besides, in milliseconds after the crew has begun: one each. */
const LARGE_PLANS_WITHIN = [5_000, 15_000, 30_000] as const;
/** People think between two clicks; without it the suite would measure how fast two cores are. */
const MOST_THINKING_MS = 25;

/** The people at work: each worker acts for some units, one command after the other, until told to stop. */
export class Crew {
  private working = true;
  private readonly done: Promise<void>[] = [];
  /** What went wrong outside of any command; told at the end. */
  readonly failures: string[] = [];

  constructor(
    private readonly desk: Desk,
    private readonly today: () => string,
    seed: number,
    largePlans: number,
  ) {
    const { districts } = desk.people;
    for (let worker = 0; worker < LIAISON_WORKERS; worker++) {
      const own = districts.filter((_, index) => index % LIAISON_WORKERS === worker);
      this.begin(Random.of(seed, `liaison ${worker}`), (random) => this.liaison(own, random));
    }
    for (const name of ['office one', 'office two']) {
      this.begin(Random.of(seed, name), (random) => this.office(name === 'office one', random));
    }
    for (const within of LARGE_PLANS_WITHIN.slice(0, largePlans)) {
      this.done.push(this.issueLargePlan(within, Random.of(seed, `large plan within ${within}`)));
    }
  }

  /** Resolves when the last command of each is answered, or given up. */
  async stop(): Promise<void> {
    this.working = false;
    await Promise.all(this.done);
  }

  private begin(random: Random, act: (random: Random) => Promise<void>): void {
    this.done.push(this.work(random, act));
  }

  private async work(random: Random, act: (random: Random) => Promise<void>): Promise<void> {
    while (this.working) {
      await this.attempt(() => act(random));
      await pause(random.int(0, MOST_THINKING_MS));
    }
  }

  /** Its commands have thousands of effects each. Where the crew is told to stop before it is time, there is none. */
  private async issueLargePlan(within: number, random: Random): Promise<void> {
    for (const begin = Date.now() + random.int(0, within); Date.now() < begin;) {
      if (!this.working) return;
      await pause(MOST_THINKING_MS);
    }
    const tasks = random.int(LEAST_LARGE_PLAN, LARGEST_PLAN);
    await this.attempt(() => issueNewPlan(this.desk, tasks, this.today(), random));
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.failures.push((error as Error).message); // a sign-in or a reading that did not come through; tried again
    }
  }

  private liaison(districts: readonly District[], random: Random): Promise<void> {
    const { board, people } = this.desk;
    if (random.chance(0.05)) return this.send(forbiddenWish(board, people, this.today(), random));
    return this.send(liaisonWish(board, random.pick(districts), random));
  }

  private office(issues: boolean, random: Random): Promise<void> {
    const { board, people } = this.desk;
    if (issues && board.openParts.length < ENOUGH_PARTS)
      return issueNewPlan(this.desk, SMALL_PLAN, this.today(), random);
    if (random.chance(0.03)) return this.send(renameWish(people, this.today(), random));
    return this.send(officeWish(board, people, this.today(), random));
  }

  private async send(wish: Wish | null): Promise<void> {
    if (wish) await this.desk.send(wish);
    else await pause(MOST_THINKING_MS);
  }
}
