import type { Paper } from '#decomposition';
import { readText } from './formats/text.js';
import { DEFAULT_LIMITS, type PaperLimits } from './limits.js';
import type { PaperFile } from './paper-file.js';
import { UnreadablePaper } from './unreadable-paper.js';

export interface ReadOptions {
  readonly limits?: Partial<PaperLimits>;
  /** How much is read, from 0 to 1. */
  readonly onShare?: (share: number) => void;
}

/** Reads a paper in this process. For files of strangers there is `decomposeInWorker`. */
export async function readPaper(file: PaperFile, { limits, onShare }: ReadOptions = {}): Promise<Paper> {
  refuseAtOnce(file, { ...DEFAULT_LIMITS, ...limits });
  const paper = await Promise.resolve(readText(file.bytes));
  onShare?.(1);
  return paper;
}

/** What needs no reading to be refused. */
export function refuseAtOnce({ bytes }: PaperFile, { fileBytes }: PaperLimits): void {
  if (bytes.length === 0) throw new UnreadablePaper('PAPER.EMPTY');
  if (bytes.length > fileBytes)
    throw new UnreadablePaper('PAPER.TOO_LARGE', `${bytes.length} bytes, at most ${fileBytes}`);
}
