import { Module, type DynamicModule } from '@nestjs/common';
import { scheduledJob, ServicePlatform } from '#platform';
import { MarkEntryRead } from './commands/mark-entry-read.js';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from './config.js';
import { InboxController } from './http/inbox.controller.js';
import { RemindersController } from './http/reminders.controller.js';
import { ReminderSweep } from './jobs/reminder-sweep.job.js';
import { RestateTimetable } from './jobs/restate-timetable.js';
import { BasisReader } from './persistence/basis.js';
import { notificationsEntities } from './persistence/entities.js';
import { notificationsMigrations } from './persistence/migrations/index.js';
import { TimetableProjection } from './projections/timetable.projection.js';
import { ReadInbox } from './queries/read-inbox.js';
import { ReadNextDue } from './queries/read-next-due.js';
import { ReadReminderLedger } from './queries/read-reminder-ledger.js';
import { ReadTimetable } from './queries/read-timetable.js';

/** What answers HTTP; the access matrix has a row for each of their routes. */
export const notificationsControllers = [InboxController, RemindersController];

/** The notifications service: reminds by the timetable, keeps why, and brings it to the inbox. */
@Module({})
export class NotificationsModule {
  static register(config: NotificationsConfig): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [
        ServicePlatform.forService({
          service: 'notifications',
          title: '联办 — notifications',
          config,
          sources: ['departments', 'tasks'],
          entities: notificationsEntities,
          migrations: notificationsMigrations,
          controllers: notificationsControllers,
        }),
      ],
      controllers: [...notificationsControllers, TimetableProjection],
      providers: [
        { provide: NOTIFICATIONS_CONFIG, useValue: config },
        BasisReader,
        RestateTimetable,
        ...scheduledJob(ReminderSweep),
        MarkEntryRead,
        ReadInbox,
        ReadNextDue,
        ReadReminderLedger,
        ReadTimetable,
      ],
    };
  }
}
