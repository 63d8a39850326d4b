import { markerAt } from '../outline/markers.js';
import { labelAt } from '../notes/tokens.js';
import { fold } from '../text/fold.js';

/** Columns of a line that was broken at a fixed width: narrower is a list, wider was not broken. */
const NARROWEST = 30;
const WIDEST = 130;
/** A line may end this much before the edge: no sign of punctuation begins a line, no number is torn. */
const SLACK = 6;
/** As many lines that break in mid-sentence at one width are no coincidence. */
const FEWEST = 3;
/** Of the lines, as many may be wider: addresses, rows of a table. */
const OUTLIERS = 0.02;

interface WrappedLine {
  readonly raw: string;
  readonly text: string;
  readonly width: number;
  readonly indented: boolean;
  /** A row of a table: neither goes on in the next line nor goes on from the one above. */
  readonly alone: boolean;
}

/**
 * Lines as they were before they were broken at a fixed width, as in text taken from a PDF or a mail. Text that was not broken
 * comes back as it is. Nothing but the breaks and the spaces around them is lost.
 */
export function joinWrapped(lines: readonly string[], standsAlone: (line: string) => boolean = () => false): string[] {
  const read = lines.map((line) => lineOf(line, standsAlone(line)));
  const edge = edgeOf(read);
  if (edge === undefined) return [...lines];
  const indents = read.some(({ indented }) => indented);
  const joined: string[] = [];
  for (const [index, line] of read.entries()) {
    const before = read[index - 1];
    const above = joined.at(-1);
    if (before && above !== undefined && continues(before, line, edge, indents))
      joined[joined.length - 1] = withoutBreak(above, line.raw);
    else joined.push(line.raw);
  }
  return joined;
}

function lineOf(raw: string, alone: boolean): WrappedLine {
  const text = fold(raw).trimEnd();
  return {
    raw: raw.trimEnd(),
    text: text.trimStart(),
    width: alone ? 0 : widthOf(raw.trimEnd()),
    alone,
    indented: /^ {2,}|^\u3000/.test(raw),
  };
}

/** Columns: a Chinese sign takes two. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += sign.charCodeAt(0) > 0x2e7f || /[“”‘’—…]/.test(sign) ? 2 : 1;
  return width;
}

/** The width at which lines were broken; undefined where they were not. */
function edgeOf(lines: readonly WrappedLine[]): number | undefined {
  const broken = lines.filter((line, index) => endsInSentence(line) && !beginsParagraph(lines[index + 1]));
  const widths = broken.map(({ width }) => width).sort((a, b) => b - a);
  const edge = widths.find((width, index) => width - (widths[index + FEWEST - 1] ?? -Infinity) <= SLACK);
  if (edge === undefined || edge < NARROWEST || edge > WIDEST) return undefined;
  const wider = lines.filter(({ width }) => width > edge + SLACK).length;
  const full = lines.filter(({ width }) => width >= edge - SLACK);
  const atEdge = broken.filter(({ width }) => width >= edge - SLACK).length;
  return wider <= lines.length * OUTLIERS && atEdge * 2 >= full.length ? edge : undefined;
}

const endsInSentence = ({ text }: WrappedLine): boolean => text.length > 0 && !/[。!?;:][)”]*$/.test(text);

/** A number or a label at the start of a line begins something; a sign of punctuation never does. */
function beginsParagraph(line: WrappedLine | undefined): boolean {
  if (!line) return true;
  return (
    line.alone ||
    line.indented ||
    markerAt(line.text.slice(0, 40)) !== undefined ||
    labelAt(line.text, 0, true) !== undefined
  );
}

function continues(before: WrappedLine, line: WrappedLine, edge: number, indents: boolean): boolean {
  if (before.width < edge - SLACK || beginsParagraph(line)) return false;
  return indents || endsInSentence(before) || /[;:]$/.test(before.text);
}

/** Words of Latin letters need the space that the break stood for. */
function withoutBreak(above: string, below: string): string {
  const next = below.trimStart();
  return above + (/[A-Za-z,]$/.test(above) && /^[A-Za-z]/.test(next) ? ' ' : '') + next;
}
