import { appendFileSync } from 'node:fs';
import { OUTSIDE_TASKS, type Acknowledged, type Entry, type Lost, type Refused } from './entries.js';

/** What the product said it did and did not do, kept outside of it: in memory, and line by line in a file. */
export class Ledger {
  private readonly lines: Entry[] = [];

  /** @param file where a person can read it after the run, JSON line by line */
  constructor(private readonly file?: string) {}

  get entries(): readonly Entry[] {
    return this.lines;
  }

  get acknowledged(): Acknowledged[] {
    return this.lines.filter((entry) => entry.kind === 'acknowledged');
  }

  add(entry: Entry): void {
    this.lines.push(entry);
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  /** Refusals of which an earlier attempt got no answer: it may have been done all the same, before or after. */
  get doubtful(): Refused[] {
    return this.lines.filter((entry) => entry.kind === 'refused' && entry.unknown > 0) as Refused[];
  }

  /** Takes out what the tasks' database lost when it was put back to how it was after `kept` entries. */
  lose(kept: number, period: Omit<Lost, 'kind'>): void {
    const later = this.lines.splice(kept);
    const stays = (entry: Entry) => entry.kind === 'acknowledged' && OUTSIDE_TASKS.includes(entry.command.action);
    this.lines.push(...later.filter(stays));
    this.add({ kind: 'lost', ...period });
  }

  /** Puts what was found out later in the place of a doubtful refusal. */
  replace(doubtful: Refused, known: Entry): void {
    this.lines[this.lines.indexOf(doubtful)] = known;
    if (this.file) appendFileSync(this.file, `${JSON.stringify({ replaces: doubtful.command.key, ...known })}\n`);
  }
}
