import type { Command, KnownTask } from '../ledger/entries.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Random } from '../random.js';
import type { Board, LedgerRow } from './board.js';
import { COORDINATOR, type People } from './people.js';
import type { Outcome } from './person.js';

/** A command before it gets its key and its sender's id. */
export type Wish = Omit<Command, 'key' | 'trace' | 'accountId' | 'forbidden'> & { forbidden?: true };

/** Tasks of a plan that people work on; there are more in a large one than they would get through. */
const MOST_REMEMBERED = 40;

/** From where everybody sends: each command gets its key, and its outcome goes to the ledger and to the board. */
export class Desk {
  private readonly unread = new Set<string>();
  private reading: Promise<void> = Promise.resolve();
  /** Until when commands are asked again; moved on by whoever runs the suite. */
  deadline = 0;

  constructor(
    readonly people: People,
    readonly board: Board,
    readonly ledger: Ledger,
    private readonly random: Random,
  ) {}

  async send(wish: Wish): Promise<Outcome> {
    const person = await this.people.as(wish.username);
    const key = `${wish.action}-${this.random.hex(24)}`;
    const ids = { key, trace: this.random.hex(32), accountId: person.accountId };
    const outcome = await person.command({ forbidden: false, ...wish, ...ids }, this.deadline);
    this.ledger.add(outcome);
    if (outcome.kind === 'acknowledged') this.learn(wish, outcome.answer);
    return outcome;
  }

  /** Asks the doubtful refusals once more, now that nothing is under way. */
  async settleDoubts(): Promise<void> {
    for (const doubtful of this.ledger.doubtful) {
      const person = await this.people.as(doubtful.command.username);
      const outcome = await person.command(doubtful.command, this.deadline);
      this.ledger.replace(doubtful, outcome);
      if (outcome.kind === 'acknowledged') this.learn(doubtful.command, outcome.answer);
    }
  }

  /**
   * Reads the tasks of plans that were issued and could not be read yet; one reader at a time, so that what was read last
   * is noted last. A plan that is issued while it is read is read once more: its first pages are older than its last.
   */
  readPending(): Promise<void> {
    this.reading = this.reading.catch(() => undefined).then(() => this.readUnread());
    return this.reading;
  }

  private async readUnread(): Promise<void> {
    for (const planId of this.unread) {
      this.unread.delete(planId);
      try {
        this.ledger.add({ kind: 'read', tasks: await this.readPlan(planId) });
      } catch (error) {
        this.unread.add(planId);
        throw error;
      }
    }
  }

  private learn({ action }: Pick<Wish, 'action'>, answer: Readonly<Record<string, unknown>>): void {
    if (action === 'register-plan' || action === 'approve-issue') this.unread.add(String(answer.planId));
    this.board.note(answer);
  }

  /** Ids of all its tasks and parts; people remember some of the tasks, and work on those. */
  private async readPlan(planId: string): Promise<KnownTask[]> {
    const office = await this.people.as(COORDINATOR);
    const rows = await office.readAll<LedgerRow>(`/api/tasks/ledger?planId=${planId}`, this.deadline);
    const tasks = [...Map.groupBy(rows, ({ taskId }) => taskId).values()];
    for (const own of this.random.shuffled(tasks).slice(0, MOST_REMEMBERED)) this.board.put(own);
    return tasks.map(knownTask);
  }
}

function knownTask(rows: readonly LedgerRow[]): KnownTask {
  const [first] = rows;
  const { taskId = '', planId = '', no = '' } = first ?? {};
  const parts = rows.flatMap(({ assignmentId, unitId, role }) =>
    assignmentId && unitId && role ? [{ assignmentId, unitId, role }] : [],
  );
  return { taskId, planId, no, parts };
}
