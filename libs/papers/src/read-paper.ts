import type { Paper } from '#decomposition';
import { Budget } from './budget.js';
import type { Format } from './formats/format.js';
import { readOffice } from './formats/read-office.js';
import { readText } from './formats/text.js';
import { readHtml } from './html/read-html.js';
import { DEFAULT_LIMITS, type PaperLimits } from './limits.js';
import type { PaperFile } from './paper-file.js';
import { readPdf } from './pdf/read-pdf.js';
import { recognise } from './recognise.js';
import { UnreadablePaper } from './unreadable-paper.js';

export interface ReadOptions {
  readonly limits?: Partial<PaperLimits>;
  /** How much is read, from 0 to 1. */
  readonly onShare?: (share: number) => void;
}

type Reader = (bytes: Uint8Array, budget: Budget, onShare: (share: number) => void) => Paper | Promise<Paper>;

const READERS: Readonly<Record<Format, Reader>> = {
  zip: readOffice,
  html: readHtml,
  text: readText,
  pdf: readPdf,
};

/** Reads a paper in this process. For files of strangers there is `decomposeInWorker`. */
export async function readPaper(
  file: PaperFile,
  { limits, onShare = () => undefined }: ReadOptions = {},
): Promise<Paper> {
  const allowed = { ...DEFAULT_LIMITS, ...limits };
  const format = recognise(file, allowed);
  const paper = await readBy(READERS[format], file, new Budget(allowed), onShare);
  if (isEmpty(paper)) throw new UnreadablePaper('PAPER.EMPTY');
  onShare(1);
  return paper;
}

/** What a library says of a file that is not as it should be, is said as a refusal. */
async function readBy(read: Reader, { bytes }: PaperFile, budget: Budget, onShare: (share: number) => void) {
  try {
    return await read(bytes, budget, onShare);
  } catch (cause) {
    if (cause instanceof UnreadablePaper) throw cause;
    throw new UnreadablePaper('PAPER.DAMAGED', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function isEmpty({ blocks }: Paper): boolean {
  return blocks.every((block) =>
    block.kind === 'paragraph'
      ? block.text.trim() === ''
      : block.rows.every(({ cells }) => cells.every(({ text }) => text.trim() === '')),
  );
}
