import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** PostgreSQL refuses to run as root; these are tried in this order when we are root. */
const UNPRIVILEGED_USERS = ['postgres', 'nobody'] as const;

const OTHERS_MAY_ENTER = 0o001;

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** Who to become when we are root; undefined when we are not. */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of UNPRIVILEGED_USERS) {
    const [, , uid, gid] = accounts.find(([user]) => user === name) ?? [];
    if (uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    `PostgreSQL refuses to run as root and none of the users ${UNPRIVILEGED_USERS.join(', ')} exists: ` +
      'start as an ordinary user, or create one of them.',
  );
}

/** @throws Error when `account` may not enter a folder above `directory`, which PostgreSQL reports as a missing file. */
export async function assertReachable(directory: string, account: Account): Promise<void> {
  for (let folder = path.dirname(directory); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const { mode, uid } = await stat(folder);
    if (mode & OTHERS_MAY_ENTER || uid === account.uid) continue;
    throw new Error(
      `PostgreSQL does not run as root, and the user ${account.name} may not enter ${folder}. ` +
        `Move the installation to a folder that others may enter (for example /opt/lianban), run "chmod o+x ${folder}", ` +
        'or start as an ordinary user.',
    );
  }
}
