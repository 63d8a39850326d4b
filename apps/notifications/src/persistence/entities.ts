import { InboxEntryEntity } from './inbox-entry.entity.js';
import { ReminderEntity } from './reminder.entity.js';
import { TimetableEntryEntity } from './timetable-entry.entity.js';
import { WatchedAssignmentEntity, WatchedPlanEntity, WatchedTaskEntity } from './watched.entities.js';

/** This service's own tables. */
export const notificationsEntities = [
  TimetableEntryEntity,
  WatchedPlanEntity,
  WatchedTaskEntity,
  WatchedAssignmentEntity,
  ReminderEntity,
  InboxEntryEntity,
];
