import type { PaperLimits } from './limits.js';
import { UnreadablePaper } from './unreadable-paper.js';

/** What is left to a paper while it is read. */
export class Budget {
  private unpacked = 0;
  private characters = 0;
  private cells = 0;

  constructor(readonly limits: PaperLimits) {}

  takeUnpacked(bytes: number): void {
    this.unpacked += bytes;
    this.checkUnpacked(0);
  }

  /** Before anything is unpacked: `declared` is what the file says. */
  checkUnpacked(declared: number): void {
    if (this.unpacked + declared > this.limits.unpackedBytes) throw new UnreadablePaper('PAPER.UNPACKS_TOO_LARGE');
  }

  takeText(text: string): void {
    this.characters += text.length;
    if (this.characters > this.limits.characters)
      throw new UnreadablePaper('PAPER.TOO_LONG', `more than ${this.limits.characters} characters`);
  }

  takeCells(count: number): void {
    this.cells += count;
    if (this.cells > this.limits.cells)
      throw new UnreadablePaper('PAPER.TOO_LONG', `more than ${this.limits.cells} cells of tables`);
  }

  checkDepth(depth: number): void {
    if (depth > this.limits.depth) throw new UnreadablePaper('PAPER.TOO_DEEP');
  }

  checkPages(pages: number): void {
    if (pages > this.limits.pages)
      throw new UnreadablePaper('PAPER.TOO_LONG', `${pages} pages, at most ${this.limits.pages}`);
  }
}
