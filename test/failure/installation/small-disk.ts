import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SIZE = '1536m';
const FILLER = 'filler';
const PIECE = 8 * 1024 * 1024;

/** A disk of its own for the database, small enough to be filled: memory that is mounted, where we may mount. */
export class SmallDisk {
  private constructor(readonly directory: string) {}

  /** Null where this user may not mount: then a full disk cannot be shown here. */
  static async mount(directory: string): Promise<SmallDisk | null> {
    await mkdir(directory, { recursive: true });
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', directory]);
      await chmod(directory, 0o755);
      return new SmallDisk(directory);
    } catch {
      return null;
    }
  }

  /** Takes what is left; returns how many bytes that was. */
  async fill(): Promise<number> {
    const { bavail, bsize } = await statfs(this.directory);
    for (let index = 0, left = bavail * bsize; left > 0; index++, left -= PIECE) {
      await writeFile(this.filler(index), Buffer.alloc(PIECE, 1)).catch(() => undefined); // the last piece does not fit whole
    }
    return bavail * bsize;
  }

  async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.directory);
    return bavail * bsize;
  }

  async empty(): Promise<void> {
    for (let index = 0; index <= 1536 / 8; index++) await rm(this.filler(index), { force: true });
  }

  async unmount(): Promise<void> {
    await run('umount', [this.directory]);
  }

  private filler(index: number): string {
    return path.join(this.directory, `${FILLER}-${index}`);
  }
}
