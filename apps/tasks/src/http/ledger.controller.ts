import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { getCockpit, GetCockpit } from '../queries/get-cockpit.js';
import { getInbox, GetInbox } from '../queries/get-inbox.js';
import { getLedger, GetLedger } from '../queries/get-ledger.js';

@Controller()
export class LedgerController {
  constructor(
    private readonly ledger: GetLedger,
    private readonly cockpit: GetCockpit,
    private readonly inbox: GetInbox,
  ) {}

  @Endpoint(getLedger)
  getLedger(@Input() input: InputOf<typeof getLedger>, @Context() context: CommandContext) {
    return this.ledger.execute(input, context);
  }

  @Endpoint(getCockpit)
  getCockpit(@Input() input: InputOf<typeof getCockpit>, @Context() context: CommandContext) {
    return this.cockpit.execute(input, context);
  }

  @Endpoint(getInbox)
  getInbox(@Input() input: InputOf<typeof getInbox>, @Context() context: CommandContext) {
    return this.inbox.execute(input, context);
  }
}
