import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { readNextDue, ReadNextDue } from '../queries/read-next-due.js';
import { readReminderLedger, ReadReminderLedger } from '../queries/read-reminder-ledger.js';
import { readTimetable, ReadTimetable } from '../queries/read-timetable.js';

@Controller()
export class RemindersController {
  constructor(
    private readonly ledger: ReadReminderLedger,
    private readonly timetable: ReadTimetable,
    private readonly nextDue: ReadNextDue,
  ) {}

  @Endpoint(readReminderLedger)
  readLedger(@Input() input: InputOf<typeof readReminderLedger>, @Context() context: CommandContext) {
    return this.ledger.execute(input, context);
  }

  @Endpoint(readTimetable)
  readTimetable(@Input() input: InputOf<typeof readTimetable>, @Context() context: CommandContext) {
    return this.timetable.execute(input, context);
  }

  @Endpoint(readNextDue)
  next(@Input() _nothing: InputOf<typeof readNextDue>, @Context() context: CommandContext) {
    return this.nextDue.execute(context);
  }
}
