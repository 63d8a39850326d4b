import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { CLOCK, DomainError, type Clock } from '#kernel';
import { Directory } from '../directory/directory.js';
import type { EndpointDeclaration } from '../http/endpoint.js';
import { ENDPOINT } from '../http/endpoint-key.js';
import type { PlatformRequest } from '../http/request.js';
import type { Caller } from './caller.js';
import { SAMPLE_ACCOUNTS_ALLOWED } from './sample-accounts.js';
import { TokenVerifier } from './token-verifier.js';

/** Admits a request: checks the token, then looks at the account as it is now (revocation, roles). */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly directory: Directory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SAMPLE_ACCOUNTS_ALLOWED) private readonly sampleAllowed: boolean,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declaration = Reflect.getMetadata(ENDPOINT, context.getHandler()) as EndpointDeclaration | undefined;
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    request.admittedAt = this.clock.now();
    if (declaration?.public) return true;
    request.caller = await this.callerOf(request.headers.authorization);
    return true;
  }

  private async callerOf(authorization: string | undefined): Promise<Caller> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined)
      throw new DomainError(
        'unauthenticated',
        'AUTH.REQUIRED',
        'Sign in first: send Authorization: Bearer <access token>.',
      );
    const { accountId, issuedAt } = await this.verifier.verify(token);
    const account = await this.directory.account(accountId);
    // `iat` has fractions of a second: who signs in right after a revocation is not taken for one who did before it.
    if (!account || account.disabled || issuedAt * 1000 < Date.parse(account.tokensValidFrom)) {
      throw new DomainError('unauthenticated', 'AUTH.REVOKED', 'This sign-in was ended. Sign in again.');
    }
    // Its password is in the sample for everybody to read; the token may be from before the switch to production.
    if (account.sample && !this.sampleAllowed) {
      throw new DomainError(
        'unauthenticated',
        'AUTH.SAMPLE_REFUSED',
        'Accounts of the demonstration are not let in here. Ask the administrator for an account of your own.',
      );
    }
    return { accountId, unitId: account.unitId, roles: account.roles, displayName: account.displayName };
  }
}
