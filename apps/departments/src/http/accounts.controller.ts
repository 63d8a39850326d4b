import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { AppointMember, appointMember } from '../commands/appoint-member.js';
import { ChangeAccountState, changeAccountState } from '../commands/change-account-state.js';
import { ChangeRoles, changeRoles } from '../commands/change-roles.js';
import { ResetPassword, resetPassword } from '../commands/reset-password.js';
import { RevokeSessions, revokeSessions } from '../commands/revoke-sessions.js';
import { GetAccount, getAccount } from '../queries/get-account.js';
import { ListAccounts, listAccounts } from '../queries/list-accounts.js';

@Controller()
export class AccountsController {
  constructor(
    private readonly appointment: AppointMember,
    private readonly roleChange: ChangeRoles,
    private readonly stateChange: ChangeAccountState,
    private readonly passwordReset: ResetPassword,
    private readonly revocation: RevokeSessions,
    private readonly reading: GetAccount,
    private readonly listing: ListAccounts,
  ) {}

  @Endpoint(appointMember)
  appoint(@Input() input: InputOf<typeof appointMember>, @Context() context: CommandContext) {
    return this.appointment.execute(input, context);
  }

  @Endpoint(changeRoles)
  roles(@Input() input: InputOf<typeof changeRoles>, @Context() context: CommandContext) {
    return this.roleChange.execute(input, context);
  }

  @Endpoint(changeAccountState)
  state(@Input() input: InputOf<typeof changeAccountState>, @Context() context: CommandContext) {
    return this.stateChange.execute(input, context);
  }

  @Endpoint(resetPassword)
  password(@Input() input: InputOf<typeof resetPassword>, @Context() context: CommandContext) {
    return this.passwordReset.execute(input, context);
  }

  @Endpoint(revokeSessions)
  revoke(@Input() input: InputOf<typeof revokeSessions>, @Context() context: CommandContext) {
    return this.revocation.execute(input, context);
  }

  @Endpoint(getAccount)
  one(@Input() input: InputOf<typeof getAccount>, @Context() context: CommandContext) {
    return this.reading.execute(input, context);
  }

  @Endpoint(listAccounts)
  list(@Input() input: InputOf<typeof listAccounts>, @Context() context: CommandContext) {
    return this.listing.execute(input, context);
  }
}
