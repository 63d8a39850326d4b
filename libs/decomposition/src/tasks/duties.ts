import { foldedOf, rawOf, type Span } from '../text/line.js';
import { timesIn } from '../times/times.js';
import { unitsInText } from '../units/in-text.js';
import type { KnownName } from '../units/list.js';

const UNREAD_NOTE = /\([^()]{2,80}(?:牵头|负责|责任单位)[^()]{0,40}\)/;
const LEAD_IN_TEXT = /(?:^|[,;。])由[^,;。]{2,60}(?:牵头|负责(?!人)|主办|会同)/;
const LEADS = /牵头|会同/;

/** 「由A牵头……」 is a duty, also in a section of safeguards. */
export const namesLeadInText = (span: Span): boolean => LEAD_IN_TEXT.test(foldedOf(span));

/** Whether a text that no note closes still asks something of a unit: then no rule may say that it asks nothing. */
export const readsLikeDuty = (span: Span, known: KnownName): boolean =>
  UNREAD_NOTE.test(foldedOf(span)) || namesLeadInText(span) || asksUnits(span, known);

/** Whether a text holds a deadline. */
export const saysUntilWhen = (span: Span): boolean =>
  timesIn(foldedOf(span), {}).some(({ kind }) => kind === 'deadline');

/** 「市教育局要在2025年6月底前……」, 「市商务局牵头建立……」 and 「市工信局会同市统计局……」 are duties under any heading. */
function asksUnits(span: Span, known: KnownName): boolean {
  if (!saysUntilWhen(span) && !LEADS.test(foldedOf(span))) return false;
  return unitsInText(rawOf(span), foldedOf(span), known) !== undefined;
}

/** 「市工信局会同市统计局……，2026年8月底前建成平台」 says who leads and until when: a task, whatever its section is called. */
export function isTaskByItself(span: Span, known: KnownName): boolean {
  if (!saysUntilWhen(span)) return false;
  const named = unitsInText(rawOf(span), foldedOf(span), known);
  return named?.units.some(({ role }) => role === 'lead') ?? false;
}
