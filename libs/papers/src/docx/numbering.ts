import { childrenOf, valueAt, type XmlNode } from '../xml/tree.js';
import { formatNumber } from './number-formats.js';

interface Level {
  readonly start: number;
  readonly format: string;
  /** 「%1、」: each % stands for the number of that level. */
  readonly text: string;
  /** Every number in digits, whatever its own format. */
  readonly legal: boolean;
  /** The level whose next number starts this one again; 0 for none. */
  readonly restart: number | undefined;
  /** The style whose paragraphs are of this level. */
  readonly style: string | undefined;
}

interface List {
  readonly abstractId: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly startOverrides: ReadonlyMap<number, number>;
}

/** Counts the lists of a paper as Word does: the number is in no text of the file. */
export class Numbering {
  private readonly lists: ReadonlyMap<string, List>;
  /** By abstract list: lists that are made from one go on counting together. */
  private readonly counters = new Map<string, Map<number, number>>();
  private readonly begun = new Set<string>();

  constructor(tree: XmlNode | undefined) {
    const abstracts = new Map(
      childrenOf(tree, 'abstractNum').map((node) => [node.attributes['abstractNumId'] ?? '', levelsOf(node)]),
    );
    this.lists = new Map(
      childrenOf(tree, 'num').map((node) => [node.attributes['numId'] ?? '', listOf(node, abstracts)]),
    );
  }

  /** The number of the next paragraph of a list; empty where the list shows none. */
  next(numId: string, level: number): string {
    const list = this.lists.get(numId);
    const own = list?.levels.get(level);
    if (!list || !own) return '';
    const counter = this.counterOf(list, numId, level);
    counter.set(level, (counter.get(level) ?? own.start - 1) + 1);
    for (const [deeper, { restart }] of list.levels) {
      if (deeper > level && (restart === undefined || level < restart)) counter.delete(deeper);
    }
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const shown = list.levels.get(at);
      return formatNumber(counter.get(at) ?? shown?.start ?? 1, own.legal ? 'decimal' : (shown?.format ?? 'decimal'));
    });
  }

  /** The level of a paragraph whose style names the list alone. */
  levelOfStyle(numId: string, style: string | undefined): number {
    const levels = [...(this.lists.get(numId)?.levels ?? [])];
    return levels.find(([, level]) => style !== undefined && level.style === style)?.[0] ?? 0;
  }

  private counterOf(list: List, numId: string, level: number): Map<number, number> {
    const counter = this.counters.get(list.abstractId) ?? new Map<number, number>();
    this.counters.set(list.abstractId, counter);
    const key = `${numId}/${level}`;
    const start = list.startOverrides.get(level);
    if (start !== undefined && !this.begun.has(key)) counter.set(level, start - 1);
    this.begun.add(key);
    return counter;
  }
}

function levelsOf(node: XmlNode): Map<number, Level> {
  return new Map(childrenOf(node, 'lvl').map((level) => [Number(level.attributes['ilvl']), levelOf(level)]));
}

function levelOf(node: XmlNode): Level {
  const legal = childrenOf(node, 'isLgl').length > 0;
  const restart = valueAt(node, 'lvlRestart');
  const format = valueAt(node, 'numFmt') ?? 'decimal';
  return {
    start: numberOr(valueAt(node, 'start'), 1),
    format,
    text: format === 'bullet' || format === 'none' ? '' : (valueAt(node, 'lvlText') ?? ''),
    legal,
    restart: restart === undefined ? undefined : numberOr(restart, 0),
    style: valueAt(node, 'pStyle'),
  };
}

function listOf(node: XmlNode, abstracts: ReadonlyMap<string, Map<number, Level>>): List {
  const abstractId = valueAt(node, 'abstractNumId') ?? '';
  const overrides = childrenOf(node, 'lvlOverride');
  const levelAt = (override: XmlNode): number => Number(override.attributes['ilvl']);
  const replaced = overrides.flatMap((override) =>
    childrenOf(override, 'lvl').map((level) => [levelAt(override), levelOf(level)] as const),
  );
  const starts = overrides.flatMap((override) => {
    const start = valueAt(override, 'startOverride');
    return start === undefined ? [] : [[levelAt(override), numberOr(start, 1)] as const];
  });
  return {
    abstractId,
    levels: new Map([...(abstracts.get(abstractId) ?? []), ...replaced]),
    startOverrides: new Map(starts),
  };
}

function numberOr(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return text !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}
