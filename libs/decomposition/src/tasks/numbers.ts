import type { OutlineNode } from '../outline/outline.js';
import type { Part } from '../outline/parts.js';
import type { Draft } from './draft.js';

/**
 * The number of each task as the paper counts it: its own where it is the only one of its part, else behind those of the items
 * above it; 「-1」, 「-2」 … where one number holds several tasks.
 */
export function numbersOf(drafts: readonly Draft[], parts: readonly Part[]): Map<Draft, string> {
  const restarting = new Set(parts.map((_, part) => part).filter((part) => restarts(drafts, part)));
  const full = drafts.map(
    (draft) => prefixOf(draft, parts) + (restarting.has(draft.part) ? pathNumber(draft) : draft.number),
  );
  const count = new Map<string, number>();
  for (const number of full) count.set(number, (count.get(number) ?? 0) + 1);
  const used = new Map<string, number>();
  return new Map(
    drafts.map((draft, index) => {
      const number = full[index] ?? '';
      const next = (used.get(number) ?? 0) + 1;
      used.set(number, next);
      if ((count.get(number) ?? 0) < 2) return [draft, number];
      return [draft, number === '' ? String(next) : `${number}-${next}`];
    }),
  );
}

const prefixOf = ({ part }: Draft, parts: readonly Part[]): string => {
  const annex = parts[part]?.annex ?? '';
  return annex === '' || annex === '0' || part === 0 ? '' : `附${annex}-`;
};

/** Whether two items of the part have the same number. */
function restarts(drafts: readonly Draft[], part: number): boolean {
  const nodes = new Set(drafts.filter((draft) => draft.part === part).flatMap(({ node }) => node ?? []));
  const numbers = [...nodes].map(({ marker }) => `${marker?.shape ?? ''}${marker?.number ?? ''}`);
  return new Set(numbers).size < numbers.length;
}

function pathNumber(draft: Draft): string {
  if (!draft.node) return draft.number;
  const numbers: string[] = [];
  for (let node: OutlineNode | undefined = draft.node; node; node = node.parent) {
    const { shape = '', number = '' } = node.marker ?? {};
    numbers.unshift(shape === 'chinese-bracket' ? `（${number}）` : number);
  }
  return numbers.join('.').replaceAll('.（', '（').replaceAll('）.', '）');
}
