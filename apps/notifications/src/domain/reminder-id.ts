import type { ReminderRule } from '#contracts';
import { derivedId, type LocalDate } from '#kernel';

/** The id of a reminder follows from what it is about, so that the same cause never acts twice. */
export function reminderIdOf(key: { assignmentId: string; rule: ReminderRule; anchorOn: LocalDate }): string {
  return derivedId(`reminder ${key.assignmentId} ${key.rule} ${key.anchorOn}`);
}
