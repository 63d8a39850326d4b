import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../random.js';
import type { Desk, Wish } from './desk.js';
import { forbiddenWish } from './forbidden.js';
import { liaisonWish } from './liaison.js';
import { officeWish, renameWish } from './office.js';
import type { District } from './people.js';
import { issueNewPlan } from './plans.js';

const LIAISON_WORKERS = 5;
/** Below so many open parts the office issues another plan. */
const ENOUGH_PARTS = 60;
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
  ) {
    const { districts } = desk.people;
    for (let worker = 0; worker < LIAISON_WORKERS; worker++) {
      const own = districts.filter((_, index) => index % LIAISON_WORKERS === worker);
      this.begin(Random.of(seed, `liaison ${worker}`), (random) => this.liaison(own, random));
    }
    for (const name of ['office one', 'office two']) {
      this.begin(Random.of(seed, name), (random) => this.office(name === 'office one', random));
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
      try {
        await act(random);
      } catch (error) {
        this.failures.push((error as Error).message); // a sign-in or a reading that did not come through; tried again
      }
      await pause(random.int(0, MOST_THINKING_MS));
    }
  }

  private liaison(districts: readonly District[], random: Random): Promise<void> {
    const { board, people } = this.desk;
    if (random.chance(0.05)) return this.send(forbiddenWish(board, people, this.today(), random));
    return this.send(liaisonWish(board, random.pick(districts), random));
  }

  private office(issues: boolean, random: Random): Promise<void> {
    const { board, people } = this.desk;
    if (issues && board.openParts.length < ENOUGH_PARTS) return issueNewPlan(this.desk, this.today(), random);
    if (random.chance(0.03)) return this.send(renameWish(people, this.today(), random));
    return this.send(officeWish(board, people, this.today(), random));
  }

  private async send(wish: Wish | null): Promise<void> {
    if (wish) await this.desk.send(wish);
    else await pause(MOST_THINKING_MS);
  }
}
