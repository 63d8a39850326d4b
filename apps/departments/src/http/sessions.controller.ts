import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { ChangePassword, changePassword } from '../commands/change-password.js';
import { RefreshSession, refreshSession } from '../commands/refresh-session.js';
import { SignIn, signIn } from '../commands/sign-in.js';
import { SignOut, signOut } from '../commands/sign-out.js';
import { GetMe, getMe } from '../queries/get-me.js';

@Controller()
export class SessionsController {
  constructor(
    private readonly signingIn: SignIn,
    private readonly refreshing: RefreshSession,
    private readonly signingOut: SignOut,
    private readonly passwordChange: ChangePassword,
    private readonly whoAmI: GetMe,
  ) {}

  @Endpoint(signIn)
  open(@Input() input: InputOf<typeof signIn>) {
    return this.signingIn.execute(input);
  }

  @Endpoint(refreshSession)
  refresh(@Input() input: InputOf<typeof refreshSession>) {
    return this.refreshing.execute(input);
  }

  @Endpoint(signOut)
  close(@Input() input: InputOf<typeof signOut>) {
    return this.signingOut.execute(input);
  }

  @Endpoint(getMe)
  me(@Context() context: CommandContext) {
    return this.whoAmI.execute(context);
  }

  @Endpoint(changePassword)
  password(@Input() input: InputOf<typeof changePassword>, @Context() context: CommandContext) {
    return this.passwordChange.execute(input, context);
  }
}
