import type { Block, Paper, Place } from '../paper/paper.js';
import type { Sentence, SentencePlace, ShownPlace } from '../proposal/proposal.js';

/** Each sentence with its place as people count: pages, sheets, paragraphs, tables and rows. */
export function withShownPlaces(sentences: readonly Sentence[], paper: Paper): Sentence[] {
  const numbers = numbersOf(paper.blocks);
  return sentences.map((sentence) => {
    const shown = shownPlace(sentence.place, paper, numbers);
    return { ...sentence, place: { ...sentence.place, shown } };
  });
}

/** Of each block, which paragraph or which table it is; a paragraph without text is nobody's first. */
function numbersOf(blocks: readonly Block[]): number[] {
  const counted = { paragraph: 0, table: 0 };
  return blocks.map((block) => {
    const isSeen = block.kind === 'table' || block.text.trim() !== '';
    return isSeen ? ++counted[block.kind] : counted[block.kind];
  });
}

function shownPlace({ block: at, cell }: SentencePlace, paper: Paper, numbers: readonly number[]): ShownPlace {
  const block = paper.blocks[at];
  if (!block) {
    const footnote = paper.footnotes?.[at - paper.blocks.length];
    return { ...known(footnote?.place), ...(footnote && { footnote: footnote.mark }) };
  }
  const number = numbers[at] ?? 0;
  if (block.kind === 'paragraph' || !cell) return { ...known(block.place), ...inText(block.place, number) };
  const place = block.rows[cell.row]?.place ?? block.place;
  const row = place?.row ?? cell.row + 1;
  return { ...known(place), ...(place?.row === undefined && { table: number }), row, cell: cell.index + 1 };
}

/** A line of a sheet has the number of its row. */
const inText = (place: Place | undefined, paragraph: number): ShownPlace =>
  place?.row === undefined ? { paragraph } : { row: place.row };

const known = ({ page, part }: Place = {}): ShownPlace => ({
  ...(page !== undefined && { page }),
  ...(part !== undefined && { part }),
});
