import { City } from './city.js';
import type { Instance } from './instance.js';
import { ledgerOutcome, type LedgerOutcome } from './outcome/ledger-outcome.js';
import { movedReminders, plannedReminders, type MovedReminders } from './outcome/moved-reminders.js';
import { reminderOutcome, type ReminderOutcome } from './outcome/reminder-outcome.js';
import { scoreOutcome, type Score } from './outcome/score-outcome.js';
import { STORY } from './story.js';
import { liveThrough, type Teller } from './timeline.js';

/** Everything that the story leads to, as the public API tells it; `expected.json` holds what it must be. */
export interface Outcome extends LedgerOutcome, ReminderOutcome {
  movedByCalendar: MovedReminders[];
  scores: Score[];
}

/** Works the sample's plan in `instance`, whose clock stands before the story, and reads what came of it. */
export async function runStory(instance: Pick<Instance, 'origin' | 'passwords'>, teller: Teller): Promise<Outcome> {
  const city = await City.at(instance.origin, instance.passwords);
  const coordinator = await city.as('office.coordinator');
  const newCalendar = STORY.findIndex(({ replacesCalendar }) => replacesCalendar);

  await liveThrough(STORY.slice(0, newCalendar), city, teller);
  const before = await plannedReminders(coordinator);
  await liveThrough(STORY.slice(newCalendar, newCalendar + 1), city, teller);
  const movedByCalendar = movedReminders(before, await plannedReminders(coordinator));
  await liveThrough(STORY.slice(newCalendar + 1), city, teller);

  const scores = await scoreOutcome(coordinator, (taskId) => city.numberOf(taskId));
  return { ...(await ledgerOutcome(coordinator)), ...(await reminderOutcome(coordinator)), movedByCalendar, scores };
}
