import { posix } from 'node:path';
import type { Budget } from '../budget.js';
import { UnreadablePaper } from '../unreadable-paper.js';
import { childrenOf, readTree, type XmlNode } from '../xml/tree.js';
import type { Archive } from '../zip/archive.js';
import { hasMacros } from './macros.js';

/** A file of Office Open XML: parts that refer to one another by relations. */
export class OfficePackage {
  private constructor(
    readonly archive: Archive,
    readonly budget: Budget,
    /** The part that everything else belongs to. */
    readonly main: string,
    private readonly contentTypes: XmlNode,
  ) {}

  static async open(archive: Archive, budget: Budget): Promise<OfficePackage> {
    const contentTypes = await readTree(archive.unpack('[Content_Types].xml'), budget);
    const relations = await relationsOf(archive, budget, '');
    const main = relations.find(({ type }) => type === 'officeDocument')?.target;
    if (main === undefined) throw new UnreadablePaper('PAPER.DAMAGED', 'it does not say which part is the document');
    return new OfficePackage(archive, budget, main, contentTypes);
  }

  get hasMacros(): boolean {
    return (
      this.archive.names.some(hasMacros) ||
      this.contentTypes.children.some(({ attributes }) => hasMacros(attributes['ContentType']))
    );
  }

  get mainType(): string {
    const override = childrenOf(this.contentTypes, 'Override').find(
      ({ attributes }) => attributes['PartName']?.toLowerCase() === `/${this.main}`.toLowerCase(),
    );
    return override?.attributes['ContentType'] ?? '';
  }

  /** The part of this type that the main part refers to, where the archive has it. */
  partOf(relations: readonly Relation[], type: string): string | undefined {
    const target = relations.find((relation) => relation.type === type)?.target;
    return target !== undefined && this.archive.has(target) ? target : undefined;
  }

  relations(part: string): Promise<Relation[]> {
    return relationsOf(this.archive, this.budget, part);
  }

  tree(part: string): Promise<XmlNode> {
    return readTree(this.archive.unpack(part), this.budget);
  }
}

export interface Relation {
  readonly id: string;
  /** Last word of the type's address: transitional and strict files differ before it. */
  readonly type: string;
  readonly target: string;
}

async function relationsOf(archive: Archive, budget: Budget, part: string): Promise<Relation[]> {
  const file = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(file)) return [];
  const tree = await readTree(archive.unpack(file), budget);
  return childrenOf(tree, 'Relationship')
    .filter(({ attributes }) => attributes['TargetMode'] !== 'External')
    .map(({ attributes: { Id = '', Type = '', Target = '' } }) => ({
      id: Id,
      type: posix.basename(Type),
      target: posix.resolve('/', posix.dirname(part), Target).slice(1),
    }));
}
