import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { PublishCalendar, publishCalendar } from '../commands/publish-calendar.js';
import { AddWorkingDays, addWorkingDays } from '../queries/add-working-days.js';
import { GetCalendar, getCalendar } from '../queries/get-calendar.js';
import { ListCalendars, listCalendars } from '../queries/list-calendars.js';

@Controller()
export class CalendarsController {
  constructor(
    private readonly publishCalendar: PublishCalendar,
    private readonly getCalendar: GetCalendar,
    private readonly listCalendars: ListCalendars,
    private readonly addWorkingDays: AddWorkingDays,
  ) {}

  @Endpoint(publishCalendar)
  publish(@Input() input: InputOf<typeof publishCalendar>, @Context() context: CommandContext) {
    return this.publishCalendar.execute(input, context);
  }

  @Endpoint(getCalendar)
  one(@Input() input: InputOf<typeof getCalendar>, @Context() context: CommandContext) {
    return this.getCalendar.execute(input, context);
  }

  @Endpoint(listCalendars)
  list(@Context() context: CommandContext) {
    return this.listCalendars.execute(context);
  }

  @Endpoint(addWorkingDays)
  dayAfter(@Input() input: InputOf<typeof addWorkingDays>, @Context() context: CommandContext) {
    return this.addWorkingDays.execute(input, context);
  }
}
