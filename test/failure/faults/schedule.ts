import type { Mode } from '../installation/product.js';
import { Random } from '../random.js';

/** In which order faults come: each kind once in every round of the deck, shuffled anew by the seed. */
export class Schedule<Kind extends { name: string; modes: readonly Mode[] }> {
  private readonly order: Random;
  private readonly kinds: readonly Kind[];
  private deck: Kind[] = [];
  private readonly drawn = new Map<string, number>();

  constructor(
    kinds: readonly Kind[],
    mode: Mode,
    private readonly seed: number,
  ) {
    this.kinds = kinds.filter(({ modes }) => modes.includes(mode));
    if (this.kinds.length === 0) throw new Error('No kind of fault applies to this way of running the product.');
    this.order = Random.of(seed, 'schedule');
  }

  /**
   * The next kind that can come now, and choices of its own; null while none of this round of the deck can. What a kind
   * does the n-th time depends on the seed alone, and not on what came between.
   */
  next(canCome: (kind: Kind) => boolean = () => true): { kind: Kind; random: Random } | null {
    if (this.deck.length === 0) this.deck = this.order.shuffled(this.kinds);
    const place = this.deck.findIndex(canCome);
    const [kind] = place < 0 ? [] : this.deck.splice(place, 1);
    if (!kind) return null;
    const nth = (this.drawn.get(kind.name) ?? 0) + 1;
    this.drawn.set(kind.name, nth);
    return { kind, random: Random.of(this.seed, `${kind.name} ${nth}`) };
  }
}
