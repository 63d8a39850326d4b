/** Why a paper cannot be read, and what the one who handed it in can do. */
const REFUSALS = {
  'PAPER.TOO_LARGE': 'The file is over the limit. Hand in the paper without its pictures, or its parts one by one.',
  'PAPER.EMPTY': 'The file holds no text. Hand in the file that holds the paper itself.',
  'PAPER.UNKNOWN_FORMAT':
    'The file is none of .docx, .pdf, .xlsx, .html and .txt. Save the paper in one of these formats and hand it in again.',
  'PAPER.OLD_FORMAT':
    'The file is in the old format of Word, Excel or WPS. Open it, save it as .docx or .xlsx, and hand that in.',
  'PAPER.ENCRYPTED': 'The file is protected by a password. Remove the password and hand the file in again.',
  'PAPER.MACROS': 'The file holds macros. Save it as .docx or .xlsx without macros and hand that in.',
  'PAPER.PICTURE':
    'The file is a picture. Hand in the file that was printed or photographed, or recognise its text first and check it.',
  'PAPER.SCANNED':
    'The pages are pictures without a text layer. Hand in the file that was printed, or recognise the text first and check it.',
  'PAPER.DAMAGED': 'The file is damaged. Open it where it was made, save it again, and hand in the new file.',
  'PAPER.UNPACKS_TOO_LARGE':
    'What the file unpacks to is over the limit, as in a file made to exhaust its reader. Save the paper again and hand in the new file.',
  'PAPER.TOO_LONG':
    'The paper has more text than a paper of tasks. Hand in its parts one by one, each with the tasks it holds.',
  'PAPER.TOO_DEEP':
    'Parts of the file stand inside one another deeper than any paper needs. Save the paper again and hand in the new file.',
  'PAPER.TOO_SLOW':
    'Reading took longer than a paper may take and was ended. Hand in the parts of the paper one by one.',
  'PAPER.TOO_MUCH_MEMORY':
    'Reading needed more memory than a paper may take and was ended. Hand in the parts of the paper one by one.',
  'PAPER.READER_FAILED':
    'The reader failed on this file, and nothing else is affected. Save the paper in another format and hand that in.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** A paper that is not read. The message says what happened and what to do next. */
export class UnreadablePaper extends Error {
  override readonly name = 'UnreadablePaper';

  constructor(
    readonly code: RefusalCode,
    /** What was found, in a few words: 「24 MB, at most 20 MB」. */
    readonly found?: string,
    options?: ErrorOptions,
  ) {
    super(found === undefined ? REFUSALS[code] : `${REFUSALS[code]} (${found})`, options);
  }
}
