import { Budget } from './budget.js';
import { DEFAULT_LIMITS, type PaperLimits } from './limits.js';
import { hasMacros } from './office/macros.js';
import type { PaperFile } from './paper-file.js';
import { recognise } from './recognise.js';
import { UnreadablePaper } from './unreadable-paper.js';
import { Archive } from './zip/archive.js';

/**
 * Refuses what its first bytes, or the directory of its archive, show to be no paper that is read: pictures, old formats, passwords, macros,
 * and what says itself that it unpacks to more than the limit. Nothing is unpacked, so that it may be asked while somebody waits.
 */
export async function refuseAtFirstSight(file: PaperFile, limits?: Partial<PaperLimits>): Promise<void> {
  const allowed = { ...DEFAULT_LIMITS, ...limits };
  if (recognise(file, allowed) !== 'zip') return;
  const budget = new Budget(allowed);
  const archive = await opened(file, budget);
  if (!archive.has('[Content_Types].xml')) throw new UnreadablePaper('PAPER.UNKNOWN_FORMAT', archive.kind);
  if (archive.names.some(hasMacros)) throw new UnreadablePaper('PAPER.MACROS');
  budget.checkUnpacked(archive.declaredXmlBytes);
}

function opened({ bytes }: PaperFile, budget: Budget): Promise<Archive> {
  return Archive.open(bytes, budget).catch((cause: unknown) => {
    if (cause instanceof UnreadablePaper) throw cause;
    throw new UnreadablePaper('PAPER.DAMAGED', cause instanceof Error ? cause.message : String(cause), { cause });
  });
}
