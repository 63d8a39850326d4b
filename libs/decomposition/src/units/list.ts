import { RAISED } from '../text/raised.js';
import { isBareWord, isGroupName, unitEvidence } from './grammar.js';
import { protectedSigns } from './groups.js';

/** A unit as a list names it. */
export interface NamedUnit {
  /** Verbatim, without the spaces that a wrapped line leaves. */
  readonly raw: string;
  /** Folded and without spaces. */
  readonly name: string;
  /** Whether it stands for many. */
  readonly group: boolean;
  /** For 「甲州市、乙州市人民政府」: how 「甲州市」 reads in full. */
  readonly reading?: string;
}

export interface UnitList {
  readonly units: readonly NamedUnit[];
  /** Whether 等 says that there are more. */
  readonly open: boolean;
}

/** Tells a name that a register holds; such a name is never taken apart. */
export type KnownName = (name: string) => boolean;

const CONJUNCTION = /以及|会同|连同|和|及|与|并|暨/g;
const NEVER_BEFORE_ETC = /[高平同初中上下头优劣对]$/;

/** The units of a list: `raw` and its folded form are of one length. */
export function parseUnitList(raw: string, folded: string, known: KnownName = () => false): UnitList {
  const parts = separated(folded).flatMap(({ from, to }) => atConjunctions(folded, from, to, known));
  let open = false;
  const units: NamedUnit[] = [];
  for (const { from, to } of parts) {
    const { pieces, etc } = atEtc(folded, from, to, known);
    open ||= etc;
    // 「A部等部门及各地区」: what stands behind 等 may be two again
    for (const piece of pieces.flatMap((each) => atConjunctions(folded, each.from, each.to, known))) {
      const unit = unitAt(raw, folded, piece);
      if (unit) units.push(unit);
    }
  }
  return { units: withReadings(unique(units)), open };
}

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Cut at separators outside of brackets and of names that hold separators. */
function separated(text: string): Piece[] {
  const kept = protectedSigns(text);
  const pieces: Piece[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at] ?? '、';
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (depth > 0 || kept.has(at)) continue;
    if (/[、,;/。:]/.test(sign) || (sign === ' ' && separatesBySpace(text, at))) {
      pieces.push({ from, to: at });
      from = at + 1;
    }
  }
  if (from < text.length) pieces.push({ from, to: text.length }); // an open bracket never closed
  return pieces;
}

/** A space in a cell separates two names; one inside a name is left by a wrapped line. */
function separatesBySpace(text: string, at: number): boolean {
  const before = text.slice(0, at).match(/[^、,; ]*$/)?.[0] ?? '';
  const after = text.slice(at + 1).match(/^ *([^、,; ]*)/)?.[1] ?? '';
  return unitEvidence(before).strong && unitEvidence(after).strong;
}

/** Cut at 和, 及 and their siblings where both sides are units: 水利和渔业局 is one, A局和B局 are two. */
function atConjunctions(text: string, from: number, to: number, known: KnownName): Piece[] {
  const part = text.slice(from, to);
  if (known(part.replaceAll(' ', ''))) return [{ from, to }];
  let kept: ReadonlySet<number> | undefined;
  for (const { index, 0: word } of part.matchAll(CONJUNCTION)) {
    kept ??= protectedSigns(part);
    const left = part.slice(0, index).replace(/[等 ]+$/, '');
    const right = part.slice(index + word.length).trim();
    const leading = left === '' && !unitEvidence(part).strong;
    const inBracket = part.lastIndexOf('(', index) > part.lastIndexOf(')', index);
    if (inBracket || kept.has(index) || isBareWord(right)) continue;
    if (leading || ((isUnit(left, known) || isBareWord(left)) && isUnit(firstName(right), known))) {
      return [{ from, to: from + index }, ...atConjunctions(text, from + index + word.length, to, known)];
    }
  }
  return [{ from, to }];
}

const firstName = (text: string): string => text.replace(/等.*$/, '');
/** Spaces that a wrapped line leaves in a name, and the marks of footnotes behind it. */
const NO_NAME = new RegExp(`[\\s\\u3000①-⑳*${RAISED}]+`, 'g');
const isUnit = (name: string, known: KnownName): boolean =>
  known(name.replace(NO_NAME, '')) ||
  unitEvidence(name.replace(NO_NAME, '')).strong ||
  /^[^ ]{2,6}[市县区州]$/.test(name);

/** 「X等Y」 is X, then Y where Y is more than a bare 部门, and the list is open. */
function atEtc(text: string, from: number, to: number, known: KnownName): { pieces: Piece[]; etc: boolean } {
  const part = text.slice(from, to);
  if (known(part.replaceAll(' ', ''))) return { pieces: [{ from, to }], etc: false };
  for (let at = part.indexOf('等'); at >= 0; at = part.indexOf('等', at + 1)) {
    const left = part.slice(0, at);
    const inBracket = left.lastIndexOf('(') > left.lastIndexOf(')');
    if (inBracket || NEVER_BEFORE_ETC.test(left.trim())) continue;
    return {
      pieces: [
        { from, to: from + at },
        { from: from + at + 1, to },
      ],
      etc: true,
    };
  }
  return { pieces: [{ from, to }], etc: false };
}

function unitAt(raw: string, folded: string, { from, to }: Piece): NamedUnit | undefined {
  const lead = /^[ .-]*(?:由|和|及|以及|与|并)?/.exec(folded.slice(from, to))?.[0] ?? '';
  const begin = unitEvidence(folded.slice(from, to).trim()).strong && !lead.includes('由') ? from : from + lead.length;
  const name = folded
    .slice(begin, to)
    .replace(NO_NAME, '')
    .replace(/[等.]+$/, '');
  if (name === '' || isBareWord(name) || !/\p{Script=Han}|[A-Za-z]{2}/u.test(name)) return undefined;
  const written = raw
    .slice(begin, to)
    .replace(NO_NAME, '')
    .replace(/[等.．]+$/, '');
  return { raw: written, name, group: isGroupName(name) };
}

function unique(units: readonly NamedUnit[]): NamedUnit[] {
  const seen = new Set<string>();
  return units.filter(({ name }) => !seen.has(name) && seen.add(name));
}

const GOVERNMENT = /^.{1,}[市县区州旗盟](人民政府|政府|管委会)$/;
const PLACE = /^.{1,}[市县区州旗盟]$/;

/** 「甲州市、乙州市人民政府」 names two governments. */
function withReadings(units: readonly NamedUnit[]): NamedUnit[] {
  let ending: string | undefined;
  const backwards = units.toReversed().map((unit) => {
    const government = unit.group ? undefined : GOVERNMENT.exec(unit.name)?.[1];
    if (government || !PLACE.test(unit.name) || unit.group) ending = government;
    else if (ending) return { ...unit, reading: unit.name + ending };
    return unit;
  });
  return backwards.reverse();
}
