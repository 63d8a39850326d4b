import type { OutlineNode } from '../outline/outline.js';
import { rawOf } from '../text/line.js';
import { sentenceEnds } from '../text/sentences.js';
import { unitEvidence } from '../units/grammar.js';
import { parseUnitList, type KnownName, type NamedUnit } from '../units/list.js';

/** The units that a heading consists of: 「（一）市教育局：」, its duties below or behind the colon. */
export function unitHeading(node: OutlineNode, known: KnownName): readonly NamedUnit[] {
  const { line, from, to } = node.head;
  const end = sentenceEnds(line.text, from, to)[0] ?? to;
  const sentence = line.text.slice(from, end);
  const colon = sentence.indexOf(':');
  const name = (colon >= 0 ? sentence.slice(0, colon) : sentence).replace(/[。. ]+$/, '');
  if (name.length < 3 || name.length > 60) return [];
  const { units } = parseUnitList(rawOf({ line, from, to: from + name.length }), name, known);
  const sure = units.every((unit) => known(unit.name) || unitEvidence(unit.name).strong);
  return sure ? units : [];
}
