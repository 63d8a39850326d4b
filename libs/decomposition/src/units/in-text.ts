import { rolesOf, type Group, type GroupWord } from '../notes/roles.js';
import type { NoteForm, NotedUnit } from '../notes/note.js';
import { sentenceEnds } from '../text/sentences.js';
import { unitEvidence } from './grammar.js';
import { parseUnitList, type KnownName, type NamedUnit } from './list.js';

/** What may stand behind a list of units in a sentence, and what it makes of them. The first row that fits decides. */
const BEHIND: readonly { by: GroupWord; pattern: RegExp }[] = [
  { by: 'lead', pattern: /^(?:共同|联合|总)?(?:牵头|主办|主责|抓总)(?:负责|组织|落实|实施|推进)?/ },
  { by: 'main', pattern: /^,?(?:要|应|应当)?(?:(?:并)?会同|商(?![标务业会贸品]))/ },
  { by: 'co', pattern: /^(?:要|应|应当)?(?:积极|密切|做好)?(?:配合|协助|参与|协同|协办|支持)/ },
  { by: 'divided', pattern: /^(?:按照?|根据)(?:各自)?职责(?:分工)?(?:负责|落实|实施|推进|做好|抓好)/ },
  { by: 'divided', pattern: /^(?:分别|分工|各自)负责/ },
  { by: 'plain', pattern: /^(?:具体|共同|统一|组织)?负责(?!人|同志)/ },
  { by: 'plain', pattern: /^(?:组织实施|具体实施|具体落实|抓好落实|贯彻落实|组织落实)(?=[,;。]|$)/ },
];
/** 「市财政局统筹安排资金」: whoever begins a clause and does something; not what somebody did (市财政局统筹的资金). */
const DOES =
  /^(?:加强|加快|加大|推进|推动|完善|健全|建立|统筹|制定|编制|出台|做好|抓好|落实|组织|开展|指导|督促|审核|办理|提供|安排|起草|汇总|同步)(?![^,;。]{0,8}的)/;
/** 「市教育局要……」: whoever is told to is responsible. */
const TOLD = /^(?:要(?!求)|应当|应(?!对|急)|须|需(?!求)|务必|:)/;
/** What may follow a unit's name inside a clause. */
const FOLLOWS =
  /^(?:[,、;。:和及与并要应须需]|以及|等|按|会同|牵头|负责|配合|协助|参与|共同|联合|具体|分别|分工|各自|制定|研究|组织|开展|建立|推进|推动|加强|加快|编制|出台|指导|督促|统筹|协调|落实|实施|做好|抓好|完善|提出|印发|定期|根据|结合|在|于|对|将|把|为|积极|主办|主责|承担|审核|汇总|起草|发布|确定|商(?![标务业会贸品])|支持|抓好|贯彻|划定|完成|提供|出具|办理|审批|落实)/;

/** Units that the sentences of a task name, where no note does: 「由A牵头，会同B制定……」. */
export function unitsInText(
  raw: string,
  folded: string,
  known: KnownName,
): { form: NoteForm; units: NotedUnit[] } | undefined {
  const groups: Group[] = [];
  let from = 0;
  for (const end of sentenceEnds(folded)) {
    groups.push(...groupsOfSentence(raw.slice(from, end), folded.slice(from, end), known));
    from = end;
  }
  const { form, units } = rolesOf(groups);
  return units.length > 0 ? { form, units } : undefined;
}

/** Where the name of a unit may begin: a clause, or behind 由. */
interface Start {
  readonly at: number;
  /** `told` at the start of a sentence or behind a semicolon; `asked` behind 请; behind a comma a helper counts only where it closes the clause. */
  readonly kind: 'told' | 'asked' | 'behind-comma' | 'behind-by';
}

/** 「会议要求，市水利局要……」 */
const MEETING = /^ ?会议(?:要求|明确|强调|指出|决定|议定|确定)$/;
const STARTS = /(?:^|[,;])(由|请)?/g;

function startsOf(text: string): Start[] {
  return Array.from(text.matchAll(STARTS), ({ index, 0: found, 1: by }): Start => {
    const told = text[index] !== ',' || MEETING.test(text.slice(0, index));
    const kind = told ? 'told' : 'behind-comma';
    const named = by === '请' ? 'asked' : 'behind-by';
    return { at: index + found.length, kind: by ? named : kind };
  });
}

/** Every clause of a sentence may name its own: 「A牵头制定方案；B保障经费；由C督办」. */
function groupsOfSentence(raw: string, text: string, known: KnownName): Group[] {
  const groups: Group[] = [];
  let read = 0;
  let ordered = false; // whether the sentence tells or asks somebody, so that whoever begins a later clause is told as well
  for (const start of startsOf(text)) {
    if (start.at < read) continue;
    const alike = ordered && start.kind === 'behind-comma' && ANOTHER.test(text.slice(start.at));
    const found = groupsFrom(raw, text, alike ? { ...start, kind: 'asked' } : start, known);
    groups.push(...found.groups);
    read = found.end;
    ordered ||= found.groups.length > 0 && (start.kind === 'told' || start.kind === 'asked');
  }
  return groups;
}

/** 「，市应急局储备物资」 begins with the level of an office; 「，市财政局要求的材料」 describes something. */
const ANOTHER = /^[省市区县州旗镇乡](?![^,;。]{0,16}的)/;

function groupsFrom(raw: string, text: string, start: Start, known: KnownName): { groups: Group[]; end: number } {
  const groups: Group[] = [];
  let { at } = start;
  let together = false;
  for (;;) {
    const list = listAt(raw, text, at, start.kind, start.kind === 'behind-by' ? knownOrLikely(known) : known);
    if (!list) return { groups, end: at };
    const rest = text.slice(list.end, list.end + 60);
    const word = wordBehind(rest, together, groups.length === 0 ? start.kind : 'behind-by');
    if (!word) return { groups, end: at };
    groups.push({ by: together ? 'with' : word.by, units: list.units });
    const lead = /^[,;]?(由|会同|并会同)?/.exec(rest.slice(word.length));
    together = word.by === 'main' || (lead?.[1]?.endsWith('会同') ?? false);
    at = list.end + word.length + (lead?.[0].length ?? 0);
    if (word.length === 0) return { groups, end: at };
  }
}

/** What stands behind a list makes of its units; behind 会同 nothing need stand. A word of no length ends the search. */
function wordBehind(
  rest: string,
  together: boolean,
  kind: Start['kind'],
): { by: GroupWord; length: number } | undefined {
  for (const { by, pattern } of BEHIND) {
    const length = pattern.exec(rest)?.[0].length;
    if (length === undefined) continue;
    const closes = /^(?:[,;。]|$)/.test(rest.slice(length));
    if (by !== 'co' || closes || (kind !== 'behind-comma' && kind !== 'asked')) return { by, length };
  }
  return together ||
    kind === 'asked' ||
    (kind === 'told' && TOLD.test(rest)) ||
    (kind !== 'behind-by' && DOES.test(rest))
    ? { by: 'plain', length: 0 }
    : undefined;
}

/** A list of units that begins at `at`; every name of it must be one by its words or by the register. */
function listAt(
  raw: string,
  text: string,
  at: number,
  kind: Start['kind'],
  known: KnownName,
): { units: readonly NamedUnit[]; end: number } | undefined {
  let end = at;
  for (;;) {
    const segment =
      /^[^、,;。:]{0,40}?(?=[、,;。:]|牵头|负责|会同|配合|协助|参与|按照?职责|$)/.exec(
        text.slice(end, end + 48),
      )?.[0] ?? '';
    const length =
      unitLength(segment, text.slice(end + segment.length), known) || (kind === 'asked' ? askedLength(segment) : 0);
    if (length === 0) break;
    end += length;
    const more = /^(?:、|,(?=各)|以及|和|及)/.exec(text.slice(end));
    if (!more) return { units: parseUnitList(raw.slice(at, end), text.slice(at, end), known).units, end };
    end += more[0].length;
  }
  return undefined;
}

/** Behind 由 an ending that other things share is that of a unit: 「由区城运中心牵头」. */
const knownOrLikely =
  (known: KnownName): KnownName =>
  (name) =>
    known(name) || (name.length > 3 && unitEvidence(name).weak);

/** 「有关部门建立会商机制」: what stands behind the unit is what it does, although 「会」 ends names as well. */
const DOES_WITHIN = /(?:部门|单位|机构|[局厅])(?:建立|制定|开展|完善|健全|编制|出台|推动|加强)/;

/** How much of a segment is the name of a unit. */
function unitLength(segment: string, rest: string, known: KnownName): number {
  for (let length = Math.min(segment.length, 30); length >= 2; length--) {
    const name = segment.slice(0, length);
    const follows = FOLLOWS.test(segment.slice(length) + rest.slice(0, 4));
    if (follows && !DOES_WITHIN.test(name) && (unitEvidence(name).strong || known(name))) return length;
  }
  return 0;
}

/** Where another unit begins in a name, or what stands in none, the verb was not seen. */
const NO_ONE_NAME = /[局委厅部办](?:[省市区县]|国家)|[我本贵于向\d]/;

/** Endings that other things share name a unit where one is asked: 「请县投促中心对接……」. */
const LIKELY = /^[\p{Script=Han}]{2,10}?(?:中心|医院|学校|大学|学院|街道|园区|开发区|新区)(?!主任|的|长)/u;

/** 「请市教委主任签批」 asks a person. */
const PERSON = /^(?:长|员|主任|副|书记|同志|负责人)/;

/** Behind 请 whoever is named is asked, whatever to do: 「请市教育局梳理……」. */
function askedLength(segment: string): number {
  for (let length = Math.min(segment.length, 16); length >= 3; length--) {
    const name = segment.slice(0, length);
    if (unitEvidence(name).strong && !NO_ONE_NAME.test(name) && !PERSON.test(segment.slice(length))) return length;
  }
  return LIKELY.exec(segment)?.[0].length ?? 0;
}
