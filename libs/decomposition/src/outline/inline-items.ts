import { outermostBrackets } from '../text/brackets.js';
import { endsSentence } from '../text/sentences.js';
import { markerAt, type Marker, type MarkerShape } from './markers.js';

/** Shapes that number items inside one paragraph. 「一是」 and its siblings belong to the sentence they stand in. */
const INLINE: ReadonlySet<MarkerShape> = new Set(['chinese-bracket', 'digit', 'digit-bracket']);

export interface InlineItem {
  readonly at: number;
  readonly marker: Marker;
}

/**
 * Items that follow one another in one paragraph: 「……。1.……。2.……。」. They begin behind a full stop or a note, and count up by
 * one from `1` or from the number that the paragraph itself carries; anything else is a number in a sentence.
 */
export function inlineItems(text: string, own: Marker | undefined): InlineItem[] {
  const items: InlineItem[] = [];
  const expected = new Map<MarkerShape, number>();
  if (own) expected.set(own.shape, own.value + 1);
  for (const at of candidatePlaces(text, own?.length ?? 0)) {
    const marker = markerAt(text.slice(at, at + 12));
    if (!marker || !INLINE.has(marker.shape)) continue;
    if (marker.value !== (expected.get(marker.shape) ?? 1)) continue;
    expected.set(marker.shape, marker.value + 1);
    items.push({ at, marker });
  }
  return withoutLoneItems(items, own);
}

function candidatePlaces(text: string, from: number): number[] {
  const places: number[] = [];
  const closing = new Set(outermostBrackets(text).map(({ close }) => close));
  for (let at = from; at < text.length - 1; at++) {
    if (endsSentence(text, at) || text[at] === ':' || text[at] === ';' || closing.has(at)) {
      let next = at + 1;
      while (text[next] === ' ' || text[next] === '”') next++;
      places.push(next);
    }
  }
  return places;
}

/** A single `1.` that no `2.` follows is not a list. */
function withoutLoneItems(items: InlineItem[], own: Marker | undefined): InlineItem[] {
  const count = new Map<MarkerShape, number>();
  if (own) count.set(own.shape, 1);
  for (const { marker } of items) count.set(marker.shape, (count.get(marker.shape) ?? 0) + 1);
  return items.filter(({ marker }) => (count.get(marker.shape) ?? 0) > 1);
}
