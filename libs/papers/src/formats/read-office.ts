import type { Paper } from '#decomposition';
import type { Budget } from '../budget.js';
import { readDocx } from '../docx/read-docx.js';
import { OfficePackage } from '../office/package.js';
import { UnreadablePaper } from '../unreadable-paper.js';
import { readXlsx } from '../xlsx/read-xlsx.js';
import { Archive } from '../zip/archive.js';

/** Reads what lies in a zip file: a paper of Word or a ledger of Excel. */
export async function readOffice(bytes: Uint8Array, budget: Budget, onShare: (share: number) => void): Promise<Paper> {
  const archive = await Archive.open(bytes, budget);
  if (!archive.has('[Content_Types].xml')) throw new UnreadablePaper('PAPER.UNKNOWN_FORMAT', archive.kind);
  const office = await OfficePackage.open(archive, budget);
  if (office.hasMacros) throw new UnreadablePaper('PAPER.MACROS');
  if (office.mainType.includes('wordprocessingml')) return readDocx(office);
  if (office.mainType.includes('spreadsheetml')) return readXlsx(office, onShare);
  throw new UnreadablePaper('PAPER.UNKNOWN_FORMAT', office.mainType);
}
