import { WorkingDays, type CalendarDay } from '#kernel';
import { coverageOf } from './coverage/coverage.js';
import { withShownPlaces } from './coverage/shown-places.js';
import { issuerAtFirstSight, readHead } from './head/head.js';
import { Footnotes } from './notes/footnotes.js';
import { withoutNoteLines } from './notes/note-lines.js';
import { partsOf } from './outline/parts.js';
import type { Paper } from './paper/paper.js';
import { joinTwins } from './proposal/twins.js';
import { propose, type PaperFacts } from './proposal/propose.js';
import type { Coverage, PaperHead, Proposal, Sentence } from './proposal/proposal.js';
import type { Line, Span } from './text/line.js';
import { itemsOf, linesOfFootnote, linesOfTable, type Item } from './text/lines.js';
import type { Collector } from './tasks/collector.js';
import type { Draft } from './tasks/draft.js';
import { findTasks } from './tasks/find-tasks.js';
import { numbersOf } from './tasks/numbers.js';
import { BEFORE_ALL, comparePlaces, keyOfLine, placeIn, type TextPlace } from './text/order.js';
import { paperRules } from './tasks/paper-rules.js';
import type { TimeContext } from './times/times.js';
import { EMPTY_REGISTER, type Register } from './units/register.js';
import { UnitResolver } from './units/resolve.js';

/** The arrangement of holidays: days on which it differs from the week. */
export type Calendar = readonly CalendarDay[];

/**
 * Understands a paper: its head, its tasks, and of every sentence whether it belongs to a task, asks nothing, or is open.
 * `calendar` is for limits in working days; without it the week alone counts.
 */
export function decompose(paper: Paper, register: Register = EMPTY_REGISTER, calendar?: Calendar): Proposal {
  const { head, parts, collector, resolver, lines } = gather(paper, register);
  const drafts = collector.drafts.toSorted((a, b) => a.part - b.part || comparePlaces(placeOf(a), placeOf(b)));
  const rules = paperRules(drafts, unclaimed(lines, collector), resolver.known);
  collector.marks.unshift(...rules.spans.map((span) => ({ span, state: { reason: 'paper-rule' as const } })));

  const keys = new Map(drafts.map((draft, index) => [draft, `t${index + 1}`]));
  const keyOf = (draft: Draft): string => keys.get(draft) ?? '';
  const numbers = numbersOf(drafts, parts);
  const sentences = withShownPlaces(coverageOf(lines, collector.marks, keyOf), paper);
  const sentencesOf = sentencesByTask(sentences);
  const facts: PaperFacts = {
    rules,
    times: { ...timeContext(head), ...(calendar && { workingDays: new WorkingDays(calendar) }) },
    known: resolver.known,
    resolver,
    keyOf,
    numberOf: (each) => numbers.get(each) ?? '',
    sentencesOf: (key) => sentencesOf.get(key) ?? [],
  };
  const joined = joinTwins(
    drafts.map((draft) => ({ task: propose(draft, facts), inTable: draft.origin === 'table-row' })),
    sentences,
  );
  return { head, ...joined, coverage: counted(joined.sentences) };
}

/** Finds the drafts of a paper and says of the rest what it is. */
function gather(paper: Paper, register: Register) {
  const all = itemsOf(paper);
  const { items, notes } = withoutNoteLines(all);
  const { parts, frame } = partsOf(items);
  const issuedOn = readHead([], frame, parts).issuedOn;
  const lines = allLines(paper, all);
  const resolver = new UnitResolver(register, issuedOn, issuerAtFirstSight(frame, lines));
  const footnotes = new Footnotes(paper, lines, resolver.known, notes);
  const { collector, outlines } = findTasks(paper, parts, resolver.known, footnotes);
  for (const { line, reason } of frame) collector.exclude(reason, wholeLine(line));
  collector.exclude('footnote', ...footnotes.explaining.map(wholeLine));
  const head = readHead(
    outlines.map(({ prologue }) => prologue),
    frame,
    parts,
  );
  return { head, parts, collector, resolver, lines };
}

const wholeLine = (line: Line): Span => ({ line, from: 0, to: line.raw.length });

function placeOf({ text, titleLine, notes }: Draft): TextPlace {
  const span = titleLine ?? text[0] ?? notes[0]?.span;
  return span ? placeIn(span.line, span.from) : BEFORE_ALL;
}

function allLines(paper: Paper, items: readonly Item[]): Line[] {
  const inBlocks = items.flatMap((item) =>
    'raw' in item ? [item] : linesOfTable(paper.blocks[item.table], item.table),
  );
  return [...inBlocks, ...(paper.footnotes ?? []).flatMap((_, index) => linesOfFootnote(paper, index))];
}

/** Lines that are not the text of a task: where a paper states its rules. */
function unclaimed(lines: readonly Line[], { marks }: Collector): Span[] {
  const claimed = new Set(marks.flatMap(({ span, state }) => ('task' in state ? [keyOfLine(span.line)] : [])));
  return lines.filter((line) => !claimed.has(keyOfLine(line))).map(wholeLine);
}

/** The year of the paper: of its date, of its number, else the first that a title names. */
function timeContext({ issuedOn, documentNumber, title, planTitle }: PaperHead): TimeContext {
  const written =
    issuedOn?.slice(0, 4) ??
    /\d{4}/.exec(documentNumber.normalize('NFKC'))?.[0] ??
    /20\d{2}/.exec((title + planTitle).normalize('NFKC'))?.[0];
  return { ...(issuedOn && { issued: issuedOn }), ...(written && { year: Number(written) }) };
}

function sentencesByTask(sentences: readonly Sentence[]): Map<string, number[]> {
  const byTask = new Map<string, number[]>();
  for (const sentence of sentences) {
    if (sentence.state !== 'task') continue;
    for (const key of sentence.tasks) {
      const known = byTask.get(key);
      if (known) known.push(sentence.id);
      else byTask.set(key, [sentence.id]);
    }
  }
  return byTask;
}

function counted(sentences: readonly Sentence[]): Coverage {
  const count = (state: Sentence['state']): number => sentences.filter((sentence) => sentence.state === state).length;
  return {
    sentences: sentences.length,
    inTasks: count('task'),
    notActionable: count('not-actionable'),
    open: count('open'),
  };
}
