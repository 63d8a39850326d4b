import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { TOKEN_ALGORITHM, TOKEN_ISSUER } from '#platform';
import { importPKCS8, SignJWT, type CryptoKey } from 'jose';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';

/** Issues the short-lived tokens that every service checks by itself. Roles are not in them: services look them up. */
@Injectable()
export class AccessTokens {
  private key: Promise<CryptoKey> | undefined;

  constructor(@Inject(DEPARTMENTS_CONFIG) private readonly config: DepartmentsConfig) {}

  /**
   * A signed token for `accountId` and how many seconds it is valid.
   * @param at a moment before the account was looked at: a later one could lie after a revocation that was not seen
   */
  async issue(accountId: string, sessionId: string, at: Date): Promise<{ accessToken: string; expiresIn: number }> {
    // A fraction of a second: whoever signs in right after a revocation must not be taken for one who signed in before.
    const issuedAt = at.getTime() / 1000;
    const expiresIn = this.config.ACCESS_TOKEN_MINUTES * 60;
    const token = new SignJWT({ sid: sessionId, iat: issuedAt, exp: issuedAt + expiresIn })
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'JWT' })
      .setIssuer(TOKEN_ISSUER)
      .setSubject(accountId);
    return { accessToken: await token.sign(await this.signingKey()), expiresIn };
  }

  private signingKey(): Promise<CryptoKey> {
    this.key ??= readFile(this.config.JWT_PRIVATE_KEY_FILE, 'utf8').then((pem) => importPKCS8(pem, TOKEN_ALGORITHM));
    return this.key;
  }
}
