/** What a format of numbers makes of a cell: a day, a month, a share, or a number as it is. */
export type CellFormat = 'number' | 'day' | 'month' | 'day-of-year' | { readonly percentDigits: number };

/** Formats that Excel has built in, those of Chinese installations among them; everything else is written in the file. */
const BUILT_IN: Readonly<Record<number, CellFormat>> = {
  9: { percentDigits: 0 },
  10: { percentDigits: 2 },
  ...Object.fromEntries([14, 15, 22, 30, 31].map((id) => [id, 'day'])),
  ...Object.fromEntries([17, 27, 36, 50, 55, 57].map((id) => [id, 'month'])),
  ...Object.fromEntries([16, 28, 29, 51, 54, 58].map((id) => [id, 'day-of-year'])),
};

export function formatOfCell(id: number, codes: ReadonlyMap<number, string>): CellFormat {
  const code = codes.get(id);
  if (code === undefined) return BUILT_IN[id] ?? 'number';
  const bare = code
    .replace(/;.*/, '')
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, (part) => (/[年月日]/.test(part) ? part : ''));
  if (bare.includes('%')) return { percentDigits: /\.(0+)/.exec(bare)?.[1]?.length ?? 0 };
  const [year, month, day] = [/y/i, /m/i, /d/i].map((letter) => letter.test(bare));
  if (/general/i.test(bare)) return 'number';
  if (year && day) return 'day';
  if (year) return 'month';
  return month && day ? 'day-of-year' : 'number';
}

const DAY_MS = 86_400_000;

/** The number of a cell as people see it; days in the words of official papers. */
export function numberText(written: string, format: CellFormat, from1904: boolean): string {
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value)) return written;
  if (typeof format === 'object') return `${(value * 100).toFixed(format.percentDigits)}%`;
  if (format === 'number') return String(Number(value.toPrecision(15)));
  const date = dateOf(value, from1904);
  if (!date) return written;
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (format === 'month') return `${year}年${month}月`;
  return format === 'day' ? `${year}年${month}月${day}日` : `${month}月${day}日`;
}

/** Excel counts a 29 February 1900 that never was, so from March 1900 its days begin one earlier. */
function dateOf(serial: number, from1904: boolean): Date | undefined {
  if (serial < 1 || serial > 2_958_465) return undefined;
  const days = Math.floor(serial) - (serial < 61 && !from1904 ? 0 : 1);
  const begin = from1904 ? Date.UTC(1904, 0, 2) : Date.UTC(1899, 11, 31);
  return new Date(begin + days * DAY_MS);
}
