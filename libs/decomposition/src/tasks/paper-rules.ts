import { statementIn } from '../notes/statements.js';
import { foldedOf, rawOf, type Span } from '../text/line.js';
import { BEFORE_ALL, comparePlaces, placeIn, type TextPlace } from '../text/order.js';
import { sentenceEnds } from '../text/sentences.js';
import { parseUnitList, type KnownName, type NamedUnit } from '../units/list.js';
import type { Draft } from './draft.js';

/** Rules that a paper states once. */
export interface PaperRules {
  /** From where on the first unit of a list leads; undefined when the paper does not say so. */
  readonly firstIsLeadFrom?: TextPlace;
  /** Units that are added to every task from `from` on. */
  readonly added: readonly { readonly from: TextPlace; readonly units: readonly NamedUnit[] }[];
}

interface Found {
  readonly at: TextPlace;
  readonly firstIsLead: boolean;
  readonly units: readonly NamedUnit[];
}

/** Rules in notes hold from there on; rules in sentences of their own hold for the whole paper unless they say 以下. */
export function paperRules(
  drafts: readonly Draft[],
  unclaimed: readonly Span[],
  known: KnownName,
): PaperRules & { spans: Span[] } {
  const inSentences = unclaimed.flatMap((span) => rulesInText(span, known));
  const found = [...drafts.flatMap(rulesInNotes), ...inSentences.map(({ rule }) => rule)];
  const [first] = found
    .filter(({ firstIsLead }) => firstIsLead)
    .map(({ at }) => at)
    .sort(comparePlaces);
  return {
    ...(first && { firstIsLeadFrom: first }),
    added: found.filter(({ units }) => units.length > 0).map(({ at, units }) => ({ from: at, units })),
    spans: inSentences.map(({ span }) => span),
  };
}

function rulesInNotes({ notes }: Draft): Found[] {
  return notes
    .filter(({ note }) => note.added.length > 0 || (note.firstIsLead && (note.holdsOn || note.units.length === 0)))
    .map(({ span, note }) => ({
      at: placeIn(span.line),
      firstIsLead: note.firstIsLead && (note.holdsOn || note.units.length === 0),
      units: note.added,
    }));
}

function rulesInText(span: Span, known: KnownName): { rule: Found; span: Span }[] {
  const text = foldedOf(span);
  const raw = rawOf(span);
  const rules: { rule: Found; span: Span }[] = [];
  let from = 0;
  for (const end of sentenceEnds(text)) {
    const sentence = text
      .slice(from, end)
      .replace(/^ *[(]?(?:注|备注|说明)?:?/, (lead) => ' '.repeat(lead.length))
      .replace(/[。;).]+ *$/, '');
    const rule = ruleOf(sentence, raw.slice(from, end), span, from, known);
    if (rule) rules.push({ rule, span: { line: span.line, from: span.from + from, to: span.from + end } });
    from = end;
  }
  return rules;
}

function ruleOf(sentence: string, raw: string, span: Span, from: number, known: KnownName): Found | undefined {
  const clauses = [sentence, ...sentence.split(/[,;]/)];
  for (const clause of clauses) {
    const statement = statementIn(clause.trim());
    if (statement?.kind === 'first-is-lead') return { at: BEFORE_ALL, firstIsLead: true, units: [] };
    if (statement?.kind !== 'adds-units') continue;
    const at = sentence.indexOf(clause.trim()) + statement.from;
    const { units } = parseUnitList(
      raw.slice(at, at + statement.to - statement.from),
      sentence.slice(at, at + statement.to - statement.from),
      known,
    );
    if (units.length > 0)
      return { at: /以下|下列/.test(clause) ? placeIn(span.line, from) : BEFORE_ALL, firstIsLead: false, units };
  }
  return undefined;
}
