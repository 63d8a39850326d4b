/** Positions that a read did not show although it showed later ones, both ends included. */
export interface Hole {
  from: number;
  to: number;
}

interface Note extends Hole {
  /** Who could still fill it: the writers listed after the read that did not show it. */
  writers: ReadonlySet<string>;
  /** When it was first seen, in milliseconds of a clock that never goes back. */
  since: number;
  dead: boolean;
}

/** What one tailer knows about the holes after its place. */
export class Holes {
  private notes: Note[] = [];

  get open(): readonly Note[] {
    return this.notes.filter((note) => !note.dead);
  }

  /**
   * Whether nobody can fill `hole` any more, given the writers listed *before* the read that did not show it. A hole that
   * shrank is part of the one that was noted.
   */
  isDead(hole: Hole, writers: ReadonlySet<string> | undefined): boolean {
    const note = this.notes.find(({ from, to }) => from <= hole.from && hole.to <= to);
    if (!note) return false;
    if (writers && ![...note.writers].some((writer) => writers.has(writer))) note.dead = true;
    return note.dead;
  }

  isNoted(hole: Hole): boolean {
    return this.notes.some(({ from, to }) => from <= hole.from && hole.to <= to);
  }

  note(hole: Hole, writers: ReadonlySet<string>, now: number): void {
    this.notes.push({ ...hole, writers, since: now, dead: false });
  }

  /** Drops what lies at or before `position`: the tailer has passed it. */
  forgetUpTo(position: number): void {
    this.notes = this.notes.filter(({ to }) => to > position);
  }

  /** A virtual transaction id says nothing across connections: after a restart the numbers begin again. */
  forget(): void {
    this.notes = [];
  }
}
