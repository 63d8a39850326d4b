import { decodeText } from '#decomposition';
import { UnreadablePaper } from '../unreadable-paper.js';

export type Format = 'zip' | 'pdf' | 'html' | 'text';

const picture = (): UnreadablePaper => new UnreadablePaper('PAPER.PICTURE');

/** How files begin that are refused, and how. */
const REFUSED: readonly { begin: readonly number[]; refusal: () => UnreadablePaper }[] = [
  {
    begin: [0x7b, 0x5c, 0x72, 0x74, 0x66],
    refusal: () => new UnreadablePaper('PAPER.OLD_FORMAT', 'RTF'),
  },
  { begin: [0x89, 0x50, 0x4e, 0x47], refusal: picture },
  { begin: [0xff, 0xd8, 0xff], refusal: picture },
  { begin: [0x49, 0x49, 0x2a, 0x00], refusal: picture },
  { begin: [0x4d, 0x4d, 0x00, 0x2a], refusal: picture },
];

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** How an OLE file names the stream that a protected .docx or .xlsx lies in. */
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/** What a file is by its content; a wrong name is common, a wrong content is not. */
export function formatOf(bytes: Uint8Array): Format {
  const refused = REFUSED.find(({ begin }) => beginsWith(bytes, begin));
  if (refused) throw refused.refusal();
  if (beginsWith(bytes, OLE)) throw oleRefusal(bytes);
  if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || beginsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  const begin = decodeText(bytes.subarray(0, 1024)); // in a PDF something may stand before the mark
  if (begin.includes('%PDF-')) return 'pdf';
  return isHtml(begin) ? 'html' : 'text';
}

function oleRefusal(bytes: Uint8Array): UnreadablePaper {
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ENCRYPTED_STREAM);
  return new UnreadablePaper(isEncrypted ? 'PAPER.ENCRYPTED' : 'PAPER.OLD_FORMAT');
}

function isHtml(begin: string): boolean {
  const bare = begin.replace(/^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*/, '');
  return /^<(?:!doctype html|html|head|body|meta|title|div|p|table|h[1-6]|ol|ul|section|article|style|span)[\s>/]/i.test(
    bare,
  );
}

const beginsWith = (bytes: Uint8Array, begin: readonly number[]): boolean =>
  begin.every((byte, index) => bytes[index] === byte);
