import { formatNumber } from '../docx/number-formats.js';

/** How lists count by `list-style-type` and by the older attribute `type`: the format, and what stands behind the number. */
const STYLES: Readonly<Record<string, readonly [format: string, end: string]>> = {
  '1': ['decimal', '.'],
  decimal: ['decimal', '.'],
  a: ['lowerLetter', '.'],
  'lower-alpha': ['lowerLetter', '.'],
  A: ['upperLetter', '.'],
  'upper-alpha': ['upperLetter', '.'],
  i: ['lowerRoman', '.'],
  'lower-roman': ['lowerRoman', '.'],
  I: ['upperRoman', '.'],
  'upper-roman': ['upperRoman', '.'],
  'cjk-ideographic': ['chineseCounting', '、'],
  'trad-chinese-informal': ['chineseCounting', '、'],
  'simp-chinese-informal': ['chineseCounting', '、'],
  'cjk-decimal': ['ideographDigital', '、'],
  none: ['none', ''],
};

export function listNumber(value: number, style: string): string {
  const [format, end] = (Object.hasOwn(STYLES, style) ? STYLES[style] : undefined) ?? ['decimal', '.'];
  return `${formatNumber(value, format)}${end}`;
}
