const ON_LINE = '0123456789ivx()[]〔〕［］（）';
const ABOVE_LINE = '⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣ⁽⁾⁽⁾⁽⁾⁽⁾⁽⁾';

/** Signs above the line, for use inside a class of a pattern. They are no numbers of the text: folding leaves them as they are. */
export const RAISED = '⁰¹²³⁴-⁹ⁱᵛˣ⁽⁾';

const MARK = /^[([〔［（]?(?:\d{1,3}|[ivx]{1,5})[)\]〕］）]?$/;

/** The mark of a footnote as the paper shows it, above the line: `1`, `[1]` and `iv` are `¹`, `⁽¹⁾` and `ⁱᵛ`; undefined for any other text. */
export function raisedMark(text: string): string | undefined {
  const mark = text.trim();
  return MARK.test(mark) ? Array.from(mark, (sign) => ABOVE_LINE[ON_LINE.indexOf(sign)] ?? sign).join('') : undefined;
}
