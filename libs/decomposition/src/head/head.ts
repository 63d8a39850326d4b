import type { LocalDate } from '#kernel';
import type { ReasonName } from '../coverage/reasons.js';
import type { FrameLine, Part } from '../outline/parts.js';
import type { PaperHead } from '../proposal/proposal.js';
import { foldedOf, rawOf, trimmed, type Line, type Span } from '../text/line.js';
import { endsSentence } from '../text/sentences.js';
import { readFullDate } from '../times/calendar.js';
import { placeOfOffice } from '../units/locality.js';
import { unitEvidence } from '../units/grammar.js';
import { parseUnitList } from '../units/list.js';
import { documentNumberIn } from './document-number.js';

/** What a line before the first item is. The first row that fits decides; the last takes the rest. */
const ROWS: readonly { name: ReasonName; test: (line: string) => boolean }[] = [
  { name: 'red-head', test: (line) => line.length <= 40 && /(?:文件|[^命]令|公告)$/.test(line) && !/关于/.test(line) },
  {
    name: 'recipients',
    test: (line) =>
      line.endsWith(':') &&
      !/[。;]|^(?:根据|按照|依据|为了?|经|现|结合)|如下:$/.test(line) &&
      /各|部门|单位|政府|委员会|局|办|院|公司/.test(line),
  },
  {
    name: 'covering-letter',
    test: (line) =>
      /(?:印发|转发)(?:给你们|你们|如下)|现(?:予以?|将).{2,80}(?:印发|转发|发布|公布|下发)|已经.{2,30}(?:同意|审议通过),?现/.test(
        line,
      ),
  },
  {
    name: 'title',
    test: (line) => line.length <= 80 && !/[。;!?]|[:,]$/.test(line) && !endsSentence(line, line.length - 1),
  },
  { name: 'preamble', test: () => true },
];

/** What a line before the first item of a part is. */
export function prologueReason(span: Span): ReasonName {
  const line = foldedOf(trimmed(span));
  return ROWS.find(({ test }) => test(line))?.name ?? 'preamble';
}

/** The head of a paper from the lines before its first items and from its frame. */
export function readHead(
  prologues: readonly (readonly Span[])[],
  frame: readonly FrameLine[],
  parts: readonly Part[],
): PaperHead {
  const lines = prologues.map((spans) => spans.map((span) => ({ span: trimmed(span), reason: prologueReason(span) })));
  const [title = parts.find((part) => part.title !== '')?.title ?? '', planTitle = title] = lines.flatMap(titlesOf);
  const issuedOn = dateOf(frame);
  return {
    documentNumber: numberOf(frame),
    title,
    planTitle,
    issuer: issuerOf(frame, title),
    recipients: lines.flat().flatMap(({ span, reason }) => (reason === 'recipients' ? namesIn(span) : [])),
    ...(issuedOn && { issuedOn }),
  };
}

function numberOf(frame: readonly FrameLine[]): string {
  const line = frame.find(({ reason }) => reason === 'document-number')?.line;
  return (line && documentNumberIn(line.raw, line.text)?.raw) ?? '';
}

const namesIn = (span: Span): string[] => parseUnitList(rawOf(span), foldedOf(span)).units.map(({ raw }) => raw);

/** Lines of a title: more of them are a list of short lines that nothing else explains. */
const TITLE_LINES = 6;
const ENDS_TITLE = /(?:通知|意见|方案|措施|办法|计划|规划)$/;

/** Titles of a part: lines that follow one another are one title, one behind other text is another. */
function titlesOf(lines: readonly { span: Span; reason: ReasonName }[]): string[] {
  const titles: string[][] = [];
  let block = -2;
  for (const { span, reason } of lines) {
    if (reason !== 'title') continue;
    const above = titles.at(-1);
    const goesOn = span.line.block === block + 1 && !ENDS_TITLE.test(above?.at(-1) ?? '');
    if (above && goesOn) above.push(rawOf(span));
    else titles.push([rawOf(span)]);
    block = span.line.block;
  }
  return titles.map((title) => title.slice(0, TITLE_LINES).join(''));
}

function dateOf(frame: readonly FrameLine[]): LocalDate | undefined {
  for (const reason of ['date', 'signature', 'printed'] as const) {
    for (const { line } of frame.filter((each) => each.reason === reason)) {
      const date = readFullDate(line.text);
      if (date) return date;
    }
  }
  return undefined;
}

/** Lines in which the head of a paper ends. */
const HEAD_LINES = 15;
const RED_HEAD = /^([^,。;]{4,40}?) ?文件$/;

/** Whose paper it is, before its items are read: for the units that it leaves the place out of. */
export function issuerAtFirstSight(frame: readonly FrameLine[], lines: readonly Line[]): string {
  const signed = issuerOf(frame, '');
  if (signed !== '') return signed;
  const head = lines.slice(0, HEAD_LINES).map(({ text }) => text.trim());
  const names = head.flatMap((line) => [issuerOf([], line), RED_HEAD.exec(line)?.[1] ?? '']);
  const titled = head.filter((line) => /(?:方案|计划|意见|措施|要点|办法|规划)$/.test(line)).map(placeOfOffice);
  return [...names, ...titled].find((name) => name !== '') ?? '';
}

/** Who signs; else who is named before 关于 in the title. */
function issuerOf(frame: readonly FrameLine[], title: string): string {
  const signed = frame.find(({ reason }) => reason === 'signature')?.line;
  const name = signed?.raw.replace(/ *[\d０-９〇○零一二三四五六七八九]{4} ?年.*$/, '').trim();
  if (name) return name;
  const before = /^(.{2,40}?)(?:印发|转发)?关于/.exec(title)?.[1] ?? '';
  return unitEvidence(before).strong ? before : '';
}
