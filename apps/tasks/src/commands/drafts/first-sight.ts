import { refuseAtFirstSight, UnreadablePaper, type RefusalCode } from '#papers';
import { MOST_FILE_BYTES } from '#contracts';
import { refuse, type TasksProblem } from '../../domain/errors.js';

/** What a file can be refused for when it is handed in; everything else shows when it is read, and stays with the draft. */
export const FIRST_SIGHT_PROBLEMS = [
  'PAPER.EMPTY',
  'PAPER.UNKNOWN_FORMAT',
  'PAPER.OLD_FORMAT',
  'PAPER.PICTURE',
  'PAPER.ENCRYPTED',
  'PAPER.MACROS',
  'PAPER.DAMAGED',
  'PAPER.UNPACKS_TOO_LARGE',
] as const satisfies readonly (RefusalCode & TasksProblem)[];

/** Keeps no draft of what nobody could read. Throws one of `FIRST_SIGHT_PROBLEMS`. */
export async function requireReadable(name: string, bytes: Buffer): Promise<void> {
  try {
    await refuseAtFirstSight({ name, bytes }, { fileBytes: MOST_FILE_BYTES });
  } catch (error) {
    if (!(error instanceof UnreadablePaper)) throw error;
    const code = FIRST_SIGHT_PROBLEMS.find((problem) => problem === error.code);
    throw code ? refuse(code, error.message) : error;
  }
}
