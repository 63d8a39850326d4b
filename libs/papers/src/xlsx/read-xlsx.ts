import type { Block, Paper } from '#decomposition';
import type { OfficePackage, Relation } from '../office/package.js';
import { readXml, type XmlHandler } from '../xml/read-xml.js';
import { at, childrenOf, type XmlNode } from '../xml/tree.js';
import { formatOfCell, type CellFormat } from './number-text.js';
import { blocksOf } from './sheet-blocks.js';
import { SheetReader, type Workbook } from './sheet-reader.js';

/** Reads a ledger of Excel or WPS: every sheet that is shown, in order. */
export async function readXlsx(office: OfficePackage, onShare: (share: number) => void): Promise<Paper> {
  const relations = await office.relations(office.main);
  const tree = await office.tree(office.main);
  const workbook = await workbookOf(office, relations, tree);
  const sheets = childrenOf(at(tree, 'sheets'), 'sheet').filter(
    ({ attributes }) => !/hidden/i.test(attributes['state'] ?? ''),
  );
  const blocks: Block[] = [];
  for (const [index, { attributes }] of sheets.entries()) {
    const part = relations.find(({ id, type }) => id === attributes['id'] && type === 'worksheet')?.target;
    if (part === undefined) continue; // a chart on a sheet of its own
    const reader = new SheetReader(workbook, office.budget);
    await readXml(office.archive.unpack(part), reader, office.budget);
    blocks.push(...blocksOf(reader, attributes['name'] ?? ''));
    if (index + 1 < sheets.length) onShare((index + 1) / sheets.length);
  }
  return { blocks };
}

async function workbookOf(office: OfficePackage, relations: readonly Relation[], tree: XmlNode): Promise<Workbook> {
  const stringsPart = office.partOf(relations, 'sharedStrings');
  const stylesPart = office.partOf(relations, 'styles');
  const from1904 = at(tree, 'workbookPr')?.attributes['date1904'];
  return {
    strings: stringsPart === undefined ? [] : await stringsOf(office, stringsPart),
    formats: stylesPart === undefined ? [] : formatsOf(await office.tree(stylesPart)),
    from1904: from1904 === '1' || from1904 === 'true',
  };
}

/** Strings that cells refer to; how they are pronounced is left out. */
async function stringsOf(office: OfficePackage, part: string): Promise<string[]> {
  const strings: string[] = [];
  const path: string[] = [];
  let string = '';
  const handler: XmlHandler = {
    open: (name) => {
      if (name === 'si') string = '';
      path.push(name);
    },
    text: (text) => {
      if (path.at(-1) === 't' && path.at(-2) !== 'rPh') string += text;
    },
    close: (name) => {
      path.pop();
      if (name === 'si') strings.push(string);
    },
  };
  await readXml(office.archive.unpack(part), handler, office.budget);
  return strings;
}

function formatsOf(styles: XmlNode): CellFormat[] {
  const codes = new Map(
    childrenOf(at(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [
      Number(attributes['numFmtId']),
      attributes['formatCode'] ?? '',
    ]),
  );
  return childrenOf(at(styles, 'cellXfs'), 'xf').map(({ attributes }) =>
    formatOfCell(Number(attributes['numFmtId'] ?? 0), codes),
  );
}
