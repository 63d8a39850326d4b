import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A new refresh token and the hash under which it is kept. */
export function newRefreshToken(): { refreshToken: string; tokenHash: Buffer } {
  const refreshToken = randomBytes(SECRET_BYTES).toString('base64url');
  return { refreshToken, tokenHash: hashOfToken(refreshToken) };
}

/** Plain SHA-256: the token is random, so there is nothing to guess slowly. */
export function hashOfToken(refreshToken: string): Buffer {
  return createHash('sha256').update(refreshToken).digest();
}
