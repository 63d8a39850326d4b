import { instantOf } from '#kernel';
import type { PublicApi } from '../../apps/standalone/src/sample/public-api.js';
import { untilSettled } from '../../apps/standalone/src/sample/settled.js';
import type { City } from './city.js';
import type { Moment } from './story.js';

/** Who tells the story while it happens. */
export interface Teller {
  /** The clock stands where this many reminders were decided. */
  reminded(at: Date, reminders: number): void;
  happened(moment: Moment): void;
}

/** Lives through the story: stops at every instant at which reminders fall due, so that they fall as they would in life. */
export async function liveThrough(story: readonly Moment[], city: City, teller: Teller): Promise<void> {
  const coordinator = await city.as('office.coordinator');
  for (const moment of story) {
    const [date = '', time] = moment.at.split(' ');
    await passTo(instantOf(date, time), coordinator, teller);
    await moment.act(city);
    teller.happened(moment);
    await untilSettled(coordinator); // the timetable must know of it before it is asked what comes next
  }
}

async function passTo(end: Date, coordinator: PublicApi, teller: Teller): Promise<void> {
  for (;;) {
    const next = await coordinator.get<{ at: string | null; reminders: number }>('/api/notifications/timetable/next');
    if (next.at === null || new Date(next.at) >= end) break;
    await coordinator.post('/api/demo/clock', { now: next.at });
    teller.reminded(new Date(next.at), next.reminders);
  }
  await coordinator.post('/api/demo/clock', { now: end.toISOString() });
}
