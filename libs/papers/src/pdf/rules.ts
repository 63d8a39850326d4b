import { combined, moved, type Matrix } from './geometry.js';
import type { Page, Rule } from './page.js';

/** Steps of a path as pdf.js writes them: a code and its numbers. */
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;
/** Numbers that follow a code: of a point, or of curves. */
const NUMBERS: readonly number[] = [2, 2, 6, 4, 0];

/** A box this thin is a line, which many programs fill and do not draw. */
const THIN = 3;
/** A page with more lines shows a drawing. */
const MOST_RULES = 3_000;
const PICTURES = ['paintImageXObject', 'paintInlineImageXObject', 'paintImageMaskXObject', 'paintImageXObjectRepeat'];

/** Lines and pictures of a page, from what it tells to draw. */
export function drawnOn(
  functions: readonly number[],
  args: readonly unknown[],
  codes: Readonly<Record<string, number>>,
  toPage: Matrix,
): Pick<Page, 'rules' | 'hasPicture'> {
  const rules: Rule[] = [];
  const paths = new Transforms(codes, toPage);
  for (const [index, code] of functions.entries()) {
    const given = args[index] as readonly unknown[] | null;
    paths.follow(code, given);
    if (code !== codes['constructPath'] || rules.length > MOST_RULES) continue;
    const [paint, [steps]] = given as unknown as [number, [Float32Array | null]];
    if (steps && paint !== codes['endPath']) rules.push(...rulesOf(steps, paths.matrix, isStroke(paint, codes)));
  }
  const pictures = new Set(PICTURES.map((name) => codes[name]));
  return {
    rules: rules.length > MOST_RULES ? [] : rules,
    hasPicture: functions.some((code) => pictures.has(code)),
  };
}

/** From the coordinates that are in use to those of the page. */
class Transforms {
  private readonly stack: Matrix[] = [];

  constructor(
    private readonly codes: Readonly<Record<string, number>>,
    public matrix: Matrix,
  ) {}

  follow(code: number, given: readonly unknown[] | null): void {
    const { save, restore, transform, paintFormXObjectBegin, paintFormXObjectEnd } = this.codes;
    if (code === save || code === paintFormXObjectBegin) this.stack.push(this.matrix);
    if (code === restore || code === paintFormXObjectEnd) this.matrix = this.stack.pop() ?? this.matrix;
    const change = { [transform ?? -1]: given, [paintFormXObjectBegin ?? -1]: given?.[0] }[code];
    if (change) this.matrix = combined(this.matrix, change as Matrix);
  }
}

function isStroke(paint: number, codes: Readonly<Record<string, number>>): boolean {
  return ['stroke', 'closeStroke', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke'].some(
    (name) => codes[name] === paint,
  );
}

type Point = readonly [x: number, y: number];

function rulesOf(steps: Float32Array, matrix: Matrix, isDrawn: boolean): Rule[] {
  return figuresOf(steps, matrix).flatMap((points) => {
    const edges = isDrawn ? points.slice(1).map((point, index) => boxOf([points[index] ?? point, point])) : [];
    return [...edges, boxOf(points)].filter(isRule);
  });
}

/** Points of each figure of a path; one with curves is no line. */
function figuresOf(steps: Float32Array, matrix: Matrix): Point[][] {
  const figures: Point[][] = [];
  let points: Point[] = [];
  for (let at = 0; at < steps.length;) {
    const code = steps[at] ?? CLOSE;
    const point = moved(matrix, steps[at + 1] ?? 0, steps[at + 2] ?? 0);
    if (code === MOVE) figures.push((points = [point]));
    else if (code === LINE) points.push(point);
    else if (code === CLOSE && points[0]) points.push(points[0]);
    else if (code !== CLOSE) points = [];
    at += 1 + (NUMBERS[code] ?? 0);
  }
  return figures.filter((figure) => figure.length > 1);
}

function boxOf(points: readonly Point[]): Rule {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

function isRule({ left, top, right, bottom }: Rule): boolean {
  const [width, height] = [right - left, bottom - top];
  return Math.min(width, height) < THIN && Math.max(width, height) > 2 * THIN;
}
