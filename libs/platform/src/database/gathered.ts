import pg from 'pg';
import { failureClass } from '#messaging';

interface Asked<Call, Answer> extends PromiseWithResolvers<Answer> {
  call: Call;
}

export interface GatheredOptions<Call, Answer> {
  /** Answers `calls` in their order. */
  run: (calls: readonly Call[]) => Promise<readonly Answer[]>;
  /** Most calls of one run. */
  most: number;
}

/** Runs under way at once: one prepares and reads its answers while the database works for the other. */
const AT_ONCE = 2;

/**
 * Calls that come while others are under way are answered together, in one statement. A call at rest goes at once; under
 * load the round trip, the start of the statement and the commit are shared by all that wait.
 *
 * What the database refuses or rolls back is tried again call by call, so that nobody gets another's refusal. A lost
 * connection says nothing of what has taken effect: it is everybody's error.
 */
export class Gathered<Call, Answer> {
  private waiting: Asked<Call, Answer>[] = [];
  private running = 0;
  private scheduled = false;

  constructor(private readonly options: GatheredOptions<Call, Answer>) {}

  ask(call: Call): Promise<Answer> {
    const asked = { call, ...Promise.withResolvers<Answer>() };
    this.waiting.push(asked);
    this.schedule();
    return asked.promise;
  }

  /** After the events of this turn of the loop: the requests that came in with this one are then waiting too. */
  private schedule(): void {
    if (this.scheduled || this.running >= AT_ONCE) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.runNext();
    });
  }

  private async runNext(): Promise<void> {
    const together = this.waiting.splice(0, this.options.most);
    this.running++;
    if (this.waiting.length > 0) this.schedule();
    try {
      await this.answer(together);
    } finally {
      this.running--;
      if (this.waiting.length > 0) this.schedule();
    }
  }

  private async answer(together: readonly Asked<Call, Answer>[]): Promise<void> {
    try {
      const answers = await this.options.run(together.map(({ call }) => call));
      together.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (error) {
      if (together.length > 1 && hasNoEffect(error)) {
        for (const one of together) await this.answer([one]);
      } else {
        for (const { reject } of together) reject(error);
      }
    }
  }
}

/** SQLSTATEs of what rolled everything back without any fault in it: a deadlock, a lock that was not had in time. */
const ROLLED_BACK = ['40001', '40P01', '55P03'];

/** The server itself says so: of any other error nobody knows whether the commit came before it. */
function hasNoEffect(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.severity !== 'ERROR') return false;
  return failureClass(error) === 'refused' || ROLLED_BACK.includes(error.code ?? '');
}
