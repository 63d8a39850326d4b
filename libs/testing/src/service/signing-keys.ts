import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportPKCS8, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { TOKEN_ALGORITHM, TOKEN_ISSUER } from '#platform';
import { removeAbandoned, runDirectoryPrefix } from '../run-directory.js';

/** A key pair in files, as services read them, and tokens signed with it. */
export interface SigningKeys {
  publicKeyFile: string;
  privateKeyFile: string;
  /** An access token of the account, issued at `issuedAt` of the machine's time (now by default), valid for ten minutes. */
  tokenOf(accountId: string, issuedAt?: Date): Promise<string>;
}

export async function createSigningKeys(): Promise<SigningKeys> {
  const { publicKey, privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  await removeAbandoned('keys');
  const folder = await mkdtemp(join(tmpdir(), runDirectoryPrefix('keys')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const files = { publicKeyFile: join(folder, 'public.pem'), privateKeyFile: join(folder, 'private.pem') };
  await writeFile(files.publicKeyFile, await exportSPKI(publicKey));
  await writeFile(files.privateKeyFile, await exportPKCS8(privateKey));
  const tokenOf = (accountId: string, issuedAt = new Date()): Promise<string> => {
    const seconds = Math.floor(issuedAt.getTime() / 1000);
    const token = new SignJWT()
      .setProtectedHeader({ alg: TOKEN_ALGORITHM })
      .setIssuer(TOKEN_ISSUER)
      .setSubject(accountId);
    return token
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 600)
      .sign(privateKey);
  };
  return { ...files, tokenOf };
}
