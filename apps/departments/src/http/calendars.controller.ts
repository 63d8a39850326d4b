import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { PublishCalendar, publishCalendar } from '../commands/publish-calendar.js';
import { AddWorkingDays, addWorkingDays } from '../queries/add-working-days.js';
import { GetCalendar, getCalendar } from '../queries/get-calendar.js';
import { ListCalendars, listCalendars } from '../queries/list-calendars.js';

@Controller()
export class CalendarsController {
  constructor(
    private readonly publication: PublishCalendar,
    private readonly reading: GetCalendar,
    private readonly listing: ListCalendars,
    private readonly counting: AddWorkingDays,
  ) {}

  @Endpoint(publishCalendar)
  publish(@Input() input: InputOf<typeof publishCalendar>, @Context() context: CommandContext) {
    return this.publication.execute(input, context);
  }

  @Endpoint(getCalendar)
  one(@Input() input: InputOf<typeof getCalendar>, @Context() context: CommandContext) {
    return this.reading.execute(input, context);
  }

  @Endpoint(listCalendars)
  list(@Context() context: CommandContext) {
    return this.listing.execute(context);
  }

  @Endpoint(addWorkingDays)
  dayAfter(@Input() input: InputOf<typeof addWorkingDays>, @Context() context: CommandContext) {
    return this.counting.execute(input, context);
  }
}
