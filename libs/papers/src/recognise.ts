import { formatOf, type Format } from './formats/format.js';
import type { PaperLimits } from './limits.js';
import type { PaperFile } from './paper-file.js';
import { UnreadablePaper } from './unreadable-paper.js';

/** The format of a file; what its first bytes show not to be read is refused here. */
export function recognise({ bytes }: PaperFile, { fileBytes }: PaperLimits): Format {
  if (bytes.length === 0) throw new UnreadablePaper('PAPER.EMPTY');
  if (bytes.length > fileBytes)
    throw new UnreadablePaper('PAPER.TOO_LARGE', `${bytes.length} bytes, at most ${fileBytes}`);
  return formatOf(bytes);
}
