import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { markEntryRead, MarkEntryRead } from '../commands/mark-entry-read.js';
import { readInbox, ReadInbox } from '../queries/read-inbox.js';

@Controller()
export class InboxController {
  constructor(
    private readonly inbox: ReadInbox,
    private readonly reading: MarkEntryRead,
  ) {}

  @Endpoint(readInbox)
  read(@Input() input: InputOf<typeof readInbox>, @Context() context: CommandContext) {
    return this.inbox.execute(input, context);
  }

  @Endpoint(markEntryRead)
  markRead(@Input() input: InputOf<typeof markEntryRead>, @Context() context: CommandContext) {
    return this.reading.execute(input, context);
  }
}
