import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { Budget } from '../budget.js';
import { UnreadablePaper } from '../unreadable-paper.js';

/** A zip file whose parts are unpacked one by one, and only those that are asked for. Archives inside it stay closed. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly budget: Budget,
  ) {}

  static async open(bytes: Uint8Array, budget: Budget): Promise<Archive> {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      autoClose: false,
      lazyEntries: true,
    });
    const { entries: most } = budget.limits;
    if (zip.entryCount > most)
      throw new UnreadablePaper('PAPER.UNPACKS_TOO_LARGE', `${zip.entryCount} files, at most ${most}`);
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.toLowerCase(); // names of parts are compared without case
      if (entries.has(name)) throw new UnreadablePaper('PAPER.DAMAGED', `${entry.fileName} is there twice`);
      if (entry.isEncrypted()) throw new UnreadablePaper('PAPER.ENCRYPTED');
      entries.set(name, entry);
    }
    return new Archive(zip, entries, budget);
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /** What it is where it is no file of Office. */
  get kind(): string {
    if (this.has('OFD.xml')) return 'OFD';
    return this.has('mimetype') ? 'OpenDocument' : 'an archive';
  }

  /** What the parts that a reader may open unpack to, as the file says. */
  get declaredXmlBytes(): number {
    const parts = [...this.entries].filter(([name]) => /[.](?:xml|rels)$/.test(name));
    return parts.reduce((sum, [, entry]) => sum + entry.uncompressedSize, 0);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** What a part unpacks to, in pieces; counted as it comes, whatever the file says of its size. */
  async *unpack(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw new UnreadablePaper('PAPER.DAMAGED', `it has no ${name}`);
    this.budget.checkUnpacked(entry.uncompressedSize);
    for await (const piece of await this.zip.openReadStreamPromise(entry)) {
      const bytes = piece as Uint8Array;
      this.budget.takeUnpacked(bytes.length);
      yield bytes;
    }
  }
}
