/**
 * 发文字号 in folded text: 京质强组发〔2021〕3号 with any bracket, also full-width digits, 第, or spaces left by a text layer.
 * The year is what stands in the bracket.
 */
export const DOCUMENT_NUMBER =
  /(?<agency>[\p{Script=Han}A-Z]{1,16}?) ?\( ?(?<year>(?:19|20)\d{2}) ?\) ?第? ?(?<number>\d{1,5}) ?号/u;

const CITATION = /[(《“][^()《》“”]*$/;

export interface DocumentNumber {
  /** As written. */
  readonly raw: string;
  readonly year: number;
}

/** The number that a line gives to its own paper; one inside brackets or title marks belongs to another paper. */
export function documentNumberIn(raw: string, folded: string): DocumentNumber | undefined {
  const match = DOCUMENT_NUMBER.exec(folded);
  if (!match || CITATION.test(folded.slice(0, match.index).replace(/^\(/, ''))) return undefined;
  return { raw: raw.slice(match.index, match.index + match[0].length).trim(), year: Number(match.groups?.['year']) };
}
