import type { Calendar, Proposal, Register } from '#decomposition';
import type { PaperLimits } from '../limits.js';
import type { PaperFile } from '../paper-file.js';
import type { RefusalCode } from '../unreadable-paper.js';

/** To the process that reads. */
export interface Order {
  readonly file: PaperFile;
  readonly register: Register | undefined;
  readonly calendar: Calendar | undefined;
  readonly limits: PaperLimits;
}

export interface PaperProgress {
  readonly stage: 'reading' | 'understanding';
  /** Of the stage: 0 at its begin, 1 at its end. */
  readonly share: number;
}

/** From the process that reads. The last one is a proposal or a refusal. */
export type Report =
  | { readonly progress: PaperProgress }
  | { readonly proposal: Proposal; readonly peakBytes: number }
  | { readonly refused: RefusalCode; readonly found: string | undefined };
