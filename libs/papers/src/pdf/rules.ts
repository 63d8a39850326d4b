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
  const stack: Matrix[] = [];
  let matrix = toPage;
  for (const [index, code] of functions.entries()) {
    const given = args[index] as readonly unknown[] | null;
    if (code === codes['save']) stack.push(matrix);
    else if (code === codes['restore']) matrix = stack.pop() ?? matrix;
    else if (code === codes['transform']) matrix = combined(matrix, given as unknown as Matrix);
    else if (code === codes['paintFormXObjectBegin']) {
      stack.push(matrix);
      if (given?.[0]) matrix = combined(matrix, given[0] as Matrix);
    } else if (code === codes['paintFormXObjectEnd']) matrix = stack.pop() ?? matrix;
    else if (code === codes['constructPath'] && rules.length <= MOST_RULES) {
      const [paint, [steps]] = given as unknown as [number, [Float32Array | null]];
      if (steps && paint !== codes['endPath']) rules.push(...rulesOf(steps, matrix, isStroke(paint, codes)));
    }
  }
  const pictures = new Set(PICTURES.map((name) => codes[name]));
  return {
    rules: rules.length > MOST_RULES ? [] : rules,
    hasPicture: functions.some((code) => pictures.has(code)),
  };
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
