import { escaped, office } from './office.js';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const S =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

export interface Sheet {
  readonly name: string;
  /** Texts, or numbers with the place of their format among `formats`. */
  readonly rows: readonly (readonly (string | { readonly value: number; readonly format: number } | undefined)[])[];
  readonly merged?: readonly string[];
  readonly isHidden?: boolean;
}

/** A workbook; `formats` are codes such as 「yyyy"年"m"月"d"日"」. */
export function xlsx(sheets: readonly Sheet[], formats: readonly string[] = []): Uint8Array {
  const strings: string[] = [];
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${attribute(code)}"/>`);
  const styles = [0, ...formats.map((_, index) => 200 + index)].map((id) => `<xf numFmtId="${id}"/>`);
  const parts = sheets.map(
    (sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet, strings)] as const,
  );
  const listed = sheets.map(
    ({ name, isHidden }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  return office({
    main: 'xl/workbook.xml',
    mainType: XLSX_TYPE,
    related: [
      ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ],
    parts: {
      'xl/workbook.xml': `<workbook ${S}><sheets>${listed.join('')}</sheets></workbook>`,
      ...Object.fromEntries(parts),
      'xl/sharedStrings.xml': `<sst ${S}>${strings.map((text) => `<si><t>${escaped(text)}</t><rPh sb="0" eb="1"><t>pin</t></rPh></si>`).join('')}</sst>`,
      'xl/styles.xml': `<styleSheet ${S}><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    },
  });
}

function sheetXml({ rows, merged = [] }: Sheet, strings: string[]): string {
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) => {
      const place = `${String.fromCharCode(65 + column)}${at + 1}`;
      if (cell === undefined) return '';
      if (typeof cell === 'object') return `<c r="${place}" s="${cell.format}"><v>${cell.value}</v></c>`;
      return `<c r="${place}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
    });
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  const merges = merged.map((ref) => `<mergeCell ref="${ref}"/>`);
  return `<worksheet ${S}><sheetData>${lines.join('')}</sheetData><mergeCells>${merges.join('')}</mergeCells></worksheet>`;
}

const attribute = (text: string): string => escaped(text).replaceAll('"', '&quot;');
