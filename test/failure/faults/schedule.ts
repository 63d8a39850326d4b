import type { Mode } from '../installation/product.js';
import { Random } from '../random.js';

/** In which order faults come: each kind once in every round of the deck, shuffled anew by the seed. */
export class Schedule<Kind extends { name: string; modes: readonly Mode[] }> {
  private readonly random: Random;
  private readonly kinds: readonly Kind[];
  private deck: Kind[] = [];

  constructor(kinds: readonly Kind[], mode: Mode, seed: number) {
    this.kinds = kinds.filter(({ modes }) => modes.includes(mode));
    this.random = Random.of(seed, 'schedule');
  }

  /** The next kind, and choices of its own. */
  next(): { kind: Kind; random: Random } {
    if (this.deck.length === 0) this.deck = this.random.shuffled(this.kinds);
    const kind = this.deck.pop();
    if (!kind) throw new Error('No kind of fault applies to this way of running the product.');
    return { kind, random: Random.of(this.random.int(0, 0x7fffffff), kind.name) };
  }
}
