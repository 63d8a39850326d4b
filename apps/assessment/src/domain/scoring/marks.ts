/** Marks are whole hundredths of a point; nothing here ever leaves the integers. */

/** `value × numerator ÷ denominator`, half a hundredth rounded up. All whole and not negative, `denominator` positive. */
export function proportionOf(value: number, numerator: number, denominator: number): number {
  const twice = 2 * value * numerator + denominator;
  return (twice - (twice % (2 * denominator))) / (2 * denominator);
}

/** Part number `index` of `total` in `count` whole parts that differ by at most one, the larger ones first. */
export function evenPart(total: number, count: number, index: number): number {
  const larger = total % count;
  const smaller = (total - larger) / count;
  return index < larger ? smaller + 1 : smaller;
}

/** Hundredths as a reader writes them: 1250 → `12.50`. */
export function formatMarks(marks: number): string {
  const digits = String(Math.abs(marks)).padStart(3, '0');
  return `${marks < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
