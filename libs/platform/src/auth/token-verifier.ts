import { importSPKI, jwtVerify, type CryptoKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { DomainError } from '#kernel';

export const TOKEN_ISSUER = 'lianban';
export const TOKEN_ALGORITHM = 'EdDSA';

export interface VerifiedToken {
  accountId: string;
  /** Machine time in seconds, as the token has it. */
  issuedAt: number;
  expiresAt: number;
}

/** Checks signatures of access tokens. A signature that held once is remembered until the token expires. */
export class TokenVerifier {
  private readonly remembered = new LRUCache<string, VerifiedToken>({ max: 10_000 });

  private constructor(private readonly publicKey: CryptoKey) {}

  static async fromPem(pem: string): Promise<TokenVerifier> {
    return new TokenVerifier(await importSPKI(pem, TOKEN_ALGORITHM));
  }

  /** @throws DomainError `AUTH.TOKEN_INVALID` or `AUTH.TOKEN_EXPIRED`. Tokens live by the machine's time. */
  async verify(token: string): Promise<VerifiedToken> {
    const known = this.remembered.get(token) ?? (await this.check(token));
    if (known.expiresAt * 1000 <= Date.now()) throw expired();
    this.remembered.set(token, known);
    return known;
  }

  private async check(token: string): Promise<VerifiedToken> {
    try {
      const { payload } = await jwtVerify(token, this.publicKey, {
        issuer: TOKEN_ISSUER,
        algorithms: [TOKEN_ALGORITHM],
        requiredClaims: ['sub', 'iat', 'exp'],
      });
      return { accountId: payload.sub as string, issuedAt: payload.iat as number, expiresAt: payload.exp as number };
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_JWT_EXPIRED') throw expired();
      throw new DomainError(
        'unauthenticated',
        'AUTH.TOKEN_INVALID',
        'The access token is not valid here. Sign in again.',
      );
    }
  }
}

function expired(): DomainError {
  return new DomainError(
    'unauthenticated',
    'AUTH.TOKEN_EXPIRED',
    'The access token has expired. Refresh it or sign in again.',
  );
}
