import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { CLOCK, DomainError, type Clock } from '#kernel';
import { Directory } from '../directory/directory.js';
import type { EndpointDeclaration } from '../http/endpoint.js';
import { ENDPOINT } from '../http/endpoint-key.js';
import type { PlatformRequest } from '../http/request.js';
import { Admission } from './admission.js';
import { TokenVerifier, type VerifiedToken } from './token-verifier.js';

/** Admits a request: checks the token, then looks at the account as it is now (revocation, roles). */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly directory: Directory,
    private readonly admission: Admission,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declaration = Reflect.getMetadata(ENDPOINT, context.getHandler()) as EndpointDeclaration | undefined;
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    request.admittedAt = this.clock.now();
    if (declaration?.public) return true;
    request.token = await this.tokenOf(request.headers.authorization);
    if (declaration?.admits === 'use-case') return true;
    request.caller = this.admission.admit(request.token, await this.directory.account(request.token.accountId));
    return true;
  }

  private async tokenOf(authorization: string | undefined): Promise<VerifiedToken> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token !== undefined) return this.verifier.verify(token);
    throw new DomainError(
      'unauthenticated',
      'AUTH.REQUIRED',
      'Sign in first: send Authorization: Bearer <access token>.',
    );
  }
}
