import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const STATES = ['begun', 'entered', 'left-out'] as const;

/**
 * How far the sample of an installation is. `begun` is made good by the next start; `entered` and `left-out` are final,
 * because from then on the register belongs to those who use it.
 */
export type SampleState = (typeof STATES)[number];

/** The file `sample` in an installation's directory. */
export class SampleMark {
  private readonly file: string;

  /** @param directory of the installation */
  constructor(directory: string) {
    this.file = path.join(directory, 'sample');
  }

  /** Undefined when no start has dealt with the sample yet. */
  async read(): Promise<SampleState | undefined> {
    try {
      const kept = (await readFile(this.file, 'utf8')).trim();
      return STATES.find((state) => state === kept);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whole or not at all: half a word would count as a first start. */
  async write(state: SampleState): Promise<void> {
    await writeFile(`${this.file}.new`, `${state}\n`);
    await rename(`${this.file}.new`, this.file);
  }
}
