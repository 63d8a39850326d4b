import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SIZE = '1536m';
const FILLER = 'filler';
const MOST_PIECES = 4;

/** A disk of its own for the database, small enough to be filled: memory that is mounted, where we may mount. */
export class SmallDisk {
  private constructor(readonly directory: string) {}

  /** Null where this user may not mount: then a full disk cannot be shown here, and the directory is a plain one. */
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

  /** Takes what is left, while others take some too; returns how many bytes that was. */
  async fill(): Promise<number> {
    const before = await this.free();
    for (let piece = 0; piece < MOST_PIECES; piece++) {
      const left = await this.free();
      if (left === 0) break;
      await run('fallocate', ['-l', String(left), this.filler(piece)]).catch(() => undefined); // somebody was faster
    }
    return before;
  }

  async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.directory);
    return bavail * bsize;
  }

  async empty(): Promise<void> {
    for (let piece = 0; piece < MOST_PIECES; piece++) await rm(this.filler(piece), { force: true });
  }

  async unmount(): Promise<void> {
    await run('umount', [this.directory]);
  }

  private filler(piece: number): string {
    return path.join(this.directory, `${FILLER}-${piece}`);
  }
}
