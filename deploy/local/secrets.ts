import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migratorOf, runtimeOf, ServiceName } from '#platform/config';

/** What an installation made up for itself at its first start. */
export interface Secrets {
  /** Password of a database role; `postgres` is the administrator of the embedded server. */
  passwordOf(role: string): string;
  /** Of the first administrator, `admin`. */
  adminPassword: string;
  /** Where it is kept, readable by the owner alone. */
  adminPasswordFile: string;
  /** Of every account of the sample. */
  samplePassword: string;
  /** PEM file of the key that signs access tokens; only the departments service reads it. */
  privateKeyFile: string;
  /** PEM file of the key that checks them. */
  publicKeyFile: string;
}

const ONLY_THE_OWNER = 0o600;

const ROLES = [
  'postgres',
  ...ServiceName.options.flatMap((service) => [migratorOf(service), runtimeOf(service)]),
] as const;

/** Reads the secrets kept in `directory`, or makes those that are missing. */
export async function secretsOf(directory: string): Promise<Secrets> {
  const privateKeyFile = path.join(directory, 'jwt-private.pem');
  const publicKeyFile = path.join(directory, 'jwt-public.pem');
  if (!(await read(privateKeyFile))) await writeKeys(privateKeyFile, publicKeyFile);
  const adminPasswordFile = path.join(directory, 'admin-password');
  const passwords = await databasePasswords(path.join(directory, 'database-passwords.json'));
  return {
    adminPassword: await passwordIn(adminPasswordFile),
    adminPasswordFile,
    samplePassword: await passwordIn(path.join(directory, 'sample-password')),
    privateKeyFile,
    publicKeyFile,
    passwordOf: (role) => passwords[role] ?? unknownRole(role),
  };
}

async function writeKeys(privateKeyFile: string, publicKeyFile: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await write(publicKeyFile, publicKey);
  await write(privateKeyFile, privateKey); // last: its presence says that both are there
}

async function databasePasswords(file: string): Promise<Record<string, string>> {
  const kept = JSON.parse((await read(file)) ?? '{}') as Record<string, string>;
  const missing = ROLES.filter((role) => kept[role] === undefined);
  if (missing.length === 0) return kept;
  const made = missing.map((role) => [role, randomBytes(24).toString('base64url')] as const);
  const passwords = { ...kept, ...Object.fromEntries(made) };
  await write(file, `${JSON.stringify(passwords, null, 2)}\n`);
  return passwords;
}

async function passwordIn(file: string): Promise<string> {
  const kept = await read(file);
  if (kept !== undefined) return kept.trim();
  // A person types it. The beginning holds three kinds of characters, without which it might be refused as weak.
  const made = `Lb-${randomBytes(9).toString('base64url')}`;
  await write(file, `${made}\n`);
  return made;
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: half a password file would lock the installation out of its own database. */
async function write(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: ONLY_THE_OWNER });
  await rename(`${file}.new`, file);
}

function unknownRole(role: string): never {
  throw new Error(`There is no database role ${role}.`);
}
