import { dayOf, instantAt, plusDays } from '../client/dates.js';
import type { Desk } from '../client/desk.js';
import { COORDINATOR } from '../client/people.js';

/** The product's clock, moved by the office through the public API. */
export class StageClock {
  private at: Date;

  constructor(
    private readonly desk: Desk,
    start: string,
  ) {
    this.at = new Date(start);
  }

  get now(): Date {
    return this.at;
  }

  get today(): string {
    return dayOf(this.at);
  }

  /** Whether a moment still lies ahead. */
  isBefore(day: string, time: string): boolean {
    return this.at < instantAt(day, time);
  }

  /** Returns whether the product acknowledged it. */
  async moveTo(day: string, time: string): Promise<boolean> {
    const to = instantAt(day, time);
    const path = '/api/departments/demo/clock';
    const body = { now: to.toISOString() };
    const outcome = await this.desk.send({ username: COORDINATOR, action: 'move-clock', method: 'POST', path, body });
    if (outcome.kind === 'acknowledged') this.at = to;
    return outcome.kind === 'acknowledged';
  }

  /** Moves at least `days` on, to ten in the morning of a weekday. */
  async moveOn(days: number): Promise<boolean> {
    let day = plusDays(this.today, days);
    while (isWeekend(day) || !this.isBefore(day, '10:00')) day = plusDays(day, 1);
    return this.moveTo(day, '10:00');
  }
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
