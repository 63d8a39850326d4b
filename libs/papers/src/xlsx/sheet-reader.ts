import type { Budget } from '../budget.js';
import type { Attributes, XmlHandler } from '../xml/read-xml.js';
import { numberText, type CellFormat } from './number-text.js';

export interface Workbook {
  readonly strings: readonly string[];
  /** By the style of a cell. */
  readonly formats: readonly CellFormat[];
  readonly from1904: boolean;
}

export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Reads one sheet: cells that hold text, by row and column, and which are merged. */
export class SheetReader implements XmlHandler {
  readonly rows = new Map<number, Map<number, string>>();
  readonly merged: Range[] = [];
  private row = 0;
  private column = 0;
  private cell: Attributes = {};
  private value = '';
  private inValue = false;

  constructor(
    private readonly workbook: Workbook,
    private readonly budget: Budget,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.inValue = true;
    else if (name === 'rPh') this.inValue = false;
    else if (name === 'mergeCell') this.merged.push(...rangeOf(attributes['ref'] ?? ''));
  }

  text(text: string): void {
    if (this.inValue) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    if (name !== 'c') return;
    const text = this.shown().trim();
    if (text === '') return;
    this.budget.takeCells(1);
    this.budget.takeText(text);
    const row = this.rows.get(this.row) ?? new Map<number, string>();
    this.rows.set(this.row, row.set(this.column, text));
  }

  private openRow({ r }: Attributes): void {
    this.row = r === undefined ? this.row + 1 : Number(r);
    this.column = 0;
  }

  private openCell(attributes: Attributes): void {
    this.cell = attributes;
    this.value = '';
    this.column = positionOf(attributes['r'] ?? '')?.column ?? this.column + 1;
  }

  private shown(): string {
    const { strings, formats, from1904 } = this.workbook;
    const { t: type = 'n', s: style = '0' } = this.cell;
    if (type === 's') return strings[Number(this.value)] ?? '';
    if (type === 'e') return '';
    if (type === 'b') return this.value === '1' ? '是' : '否';
    return type === 'n' ? numberText(this.value, formats[Number(style)] ?? 'number', from1904) : this.value;
  }
}

/** 「B3」: columns and rows from 1. */
function positionOf(name: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(name);
  if (!match) return undefined;
  const column = (match[1] ?? '').split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(match[2]), column };
}

function rangeOf(name: string): Range[] {
  const [begin, end] = name.split(':').map(positionOf);
  return begin && end ? [{ top: begin.row, left: begin.column, bottom: end.row, right: end.column }] : [];
}
