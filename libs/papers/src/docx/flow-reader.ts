import { raisedMark } from '#decomposition';
import { mergedRows, textOf } from '../blocks.js';
import type { Budget } from '../budget.js';
import type { Attributes, XmlHandler } from '../xml/read-xml.js';
import {
  isFrame,
  newFlow,
  newTable,
  paragraph,
  type Flow,
  type ParagraphBuilder,
  type TableBuilder,
} from './builders.js';
import { placeholder } from './marks.js';
import type { Numbering } from './numbering.js';
import type { Styles } from './styles.js';

/**
 * Elements whose inside is not what the paper says: struck out, moved away, what stood there before, a second form for older
 * programs, commands of fields, how a word is pronounced.
 */
const LEFT_OUT: ReadonlySet<string> = new Set(
  `del moveFrom pPrChange rPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange
  delText instrText delInstrText Fallback rt`.split(/\s+/),
);
/** Where `del` says that a mark is struck out and holds nothing. */
const MARKS: ReadonlySet<string> = new Set(['rPr', 'trPr']);

const TEXT_BOX = '文本框';

/** Reads the parts of a .docx that hold text: the body and the notes. */
export class FlowReader implements XmlHandler {
  readonly body = newFlow();
  /** Text of notes by their id, in parts that hold notes. */
  readonly notes = new Map<string, string>();
  /** Ids of the notes in the order in which the text refers to them. */
  readonly references: { readonly footnote: string[]; readonly endnote: string[] } = { footnote: [], endnote: [] };
  /** How the paper counts its footnotes. */
  noteFormat = 'decimal';

  private readonly path: string[] = [];
  private leftOutFrom: number | undefined;
  private readonly flows: Flow[] = [this.body];
  private readonly paragraphs: ParagraphBuilder[] = [];
  private readonly tables: TableBuilder[] = [];
  private isHidden = false;
  private isRaised = false;
  private isContents = false;
  private noteId = '';

  constructor(
    private readonly styles: Styles,
    private readonly numbering: Numbering,
    private readonly budget: Budget,
  ) {}

  open(name: string, attributes: Attributes): void {
    const parent = this.path.at(-1) ?? '';
    this.path.push(name);
    if (this.leftOutFrom !== undefined) return;
    if (LEFT_OUT.has(name) && !MARKS.has(parent)) this.leftOutFrom = this.path.length;
    else (this.opened.get(`${parent}/${name}`) ?? this.opened.get(name))?.(attributes);
  }

  text(text: string): void {
    if (this.leftOutFrom === undefined && !this.isHidden && this.path.at(-1) === 't')
      this.write(this.isRaised ? (raisedMark(text) ?? text) : text);
  }

  close(name: string): void {
    if (this.leftOutFrom === undefined) this.closed.get(name)?.();
    else if (this.leftOutFrom === this.path.length) this.leftOutFrom = undefined;
    this.path.pop();
  }

  /** By name, or by parent and name. */
  private readonly opened = new Map<string, (attributes: Attributes) => void>([
    ['p', () => this.paragraphs.push({ text: '', own: {}, goesOn: false, boxes: [] })],
    ['r', () => (this.isHidden = this.isRaised = false)],
    ['tab', () => this.write(' ')],
    ['br', () => this.write('\n')],
    ['cr', () => this.write('\n')],
    ['noBreakHyphen', () => this.write('-')],
    ['tabs/tab', () => undefined], // where tabs stand, not a tab
    ['pPr/pStyle', ({ val }) => this.change((builder) => (builder.style = val))],
    ['pPr/outlineLvl', ({ val }) => this.change(({ own }) => (own.outline = Number(val)))],
    ['numPr/numId', ({ val }) => this.change(({ own }) => (own.numId = val))],
    ['numPr/ilvl', ({ val }) => this.change(({ own }) => (own.level = Number(val)))],
    ['rPr/del', () => this.path.at(-3) === 'pPr' && this.change((builder) => (builder.goesOn = true))],
    ['rPr/vanish', ({ val }) => (this.isHidden = this.path.at(-3) === 'r' && val !== '0' && val !== 'false')],
    ['rPr/vertAlign', ({ val }) => (this.isRaised = this.path.at(-3) === 'r' && val === 'superscript')],
    ['footnoteReference', ({ id = '' }) => this.refer('footnote', id)],
    ['endnoteReference', ({ id = '' }) => this.refer('endnote', id)],
    ['footnotePr/numFmt', ({ val = '' }) => (this.noteFormat = val)],
    ['docPartObj/docPartGallery', ({ val = '' }) => (this.isContents = /^table of contents$/i.test(val))],
    ['sdtContent', () => this.leaveOutContents()],
    ['txbxContent', () => this.flows.push(newFlow(TEXT_BOX))],
    ['footnote', (attributes) => this.openNote(attributes)],
    ['endnote', (attributes) => this.openNote(attributes)],
    ['tbl', () => this.tables.push(newTable())],
    ['tr', () => this.inTable((table) => Object.assign(table, { row: [], isStruckOut: false }))],
    ['trPr/del', () => this.inTable((table) => (table.isStruckOut = true))],
    ['trPr/gridBefore', ({ val }) => this.inTable((table) => table.row.push(emptyCell(val)))],
    ['tc', () => this.openCell()],
    ['tcPr/gridSpan', ({ val }) => this.inTable(({ cell }) => (cell.columnSpan = spanOf(val)))],
    ['tcPr/vMerge', ({ val }) => this.inTable(({ cell }) => (cell.goesOn = val !== 'restart'))],
  ]);

  private readonly closed = new Map<string, () => void>([
    ['p', () => this.closeParagraph()],
    ['txbxContent', () => this.closeTextBox()],
    ['footnote', () => this.closeNote()],
    ['endnote', () => this.closeNote()],
    ['tc', () => this.closeCell()],
    ['tr', () => this.inTable(({ rows, row, isStruckOut }) => isStruckOut || rows.push(row))],
    ['tbl', () => this.closeTable()],
  ]);

  private write(text: string): void {
    this.budget.takeText(text);
    this.change((builder) => (builder.text += text));
  }

  /** How the notes are counted stands at the end of the paper. */
  private refer(kind: 'footnote' | 'endnote', id: string): void {
    this.write(placeholder(kind, this.references[kind].push(id)));
  }

  private change(change: (builder: ParagraphBuilder) => void): void {
    const builder = this.paragraphs.at(-1);
    if (builder) change(builder);
  }

  private inTable(change: (table: TableBuilder) => void): void {
    const table = this.tables.at(-1);
    if (table) change(table);
  }

  private get flow(): Flow {
    return this.flows.at(-1) ?? this.body;
  }

  /** A table of contents says again what stands below. */
  private leaveOutContents(): void {
    if (this.isContents) this.leftOutFrom = this.path.length;
    this.isContents = false;
  }

  private closeParagraph(): void {
    const builder = this.paragraphs.pop();
    if (!builder) return;
    const { flow } = this;
    const text = flow.carried + builder.text;
    flow.carried = '';
    const { numId, level, outline, isContents } = { ...this.styles.of(builder.style), ...builder.own };
    if (builder.goesOn) flow.carried = text;
    else if (!isContents) {
      const at = level ?? this.numbering.levelOfStyle(numId ?? '', builder.style);
      const number = numId === undefined ? '' : this.numbering.next(numId, at);
      const isSeen = text.trim() !== '' || (number !== '' && this.tables.length > 0);
      if (isSeen) flow.blocks.push(paragraph(text, number, outline, flow.part));
    }
    flow.blocks.push(...builder.boxes);
  }

  private closeTextBox(): void {
    const box = this.flows.pop();
    (this.paragraphs.at(-1)?.boxes ?? this.flow.blocks).push(...(box?.blocks ?? []));
  }

  private openNote({ id = '', type = 'normal' }: Attributes): void {
    this.noteId = type === 'normal' ? id : ''; // others are the lines between text and notes
    this.flows.push(newFlow());
  }

  private closeNote(): void {
    const text = textOf(this.flows.pop()?.blocks ?? []).trim();
    if (this.noteId !== '' && text !== '') this.notes.set(this.noteId, text);
  }

  private openCell(): void {
    this.budget.takeCells(1);
    this.inTable((table) => (table.cell = { columnSpan: 1, goesOn: false }));
    this.flows.push(newFlow());
  }

  private closeCell(): void {
    const blocks = this.flows.pop()?.blocks ?? [];
    this.inTable(({ row, cell }) => row.push({ ...cell, rowSpan: 1, blocks, text: textOf(blocks) }));
  }

  private closeTable(): void {
    const table = this.tables.pop();
    if (!table || table.rows.length === 0) return;
    if (isFrame(table)) this.flow.blocks.push(...(table.rows[0]?.[0]?.blocks ?? []));
    else this.flow.blocks.push({ kind: 'table', rows: mergedRows(table.rows), emptyMayBeMerged: false });
  }
}

/** Word has 63 columns; a file may claim any number. */
const spanOf = (text: string | undefined): number => Math.min(Math.max(Number.parseInt(text ?? '', 10) || 1, 1), 63);

const emptyCell = (columns: string | undefined) => ({
  text: '',
  columnSpan: spanOf(columns),
  rowSpan: 1,
  goesOn: false,
  blocks: [],
});
