import type { Footnote, Paper } from '#decomposition';
import type { OfficePackage } from '../office/package.js';
import { readXml } from '../xml/read-xml.js';
import type { XmlNode } from '../xml/tree.js';
import { FlowReader } from './flow-reader.js';
import { markOf, withMarks } from './marks.js';
import { Numbering } from './numbering.js';
import { Styles } from './styles.js';

/** Word counts endnotes so unless it is told otherwise. */
const END_FORMAT = 'lowerRoman';

/** Reads a paper of Word or WPS. Heads and feet of its pages are not part of it. */
export async function readDocx(office: OfficePackage): Promise<Paper> {
  const relations = await office.relations(office.main);
  const treeOf = async (type: string): Promise<XmlNode | undefined> => {
    const part = office.partOf(relations, type);
    return part === undefined ? undefined : office.tree(part);
  };
  const styles = new Styles(await treeOf('styles'));
  const numbering = new Numbering(await treeOf('numbering'));
  const read = async (part: string): Promise<FlowReader> => {
    const reader = new FlowReader(styles, numbering, office.budget);
    await readXml(office.archive.unpack(part), reader, office.budget);
    return reader;
  };
  const notesOf = async (type: string): Promise<ReadonlyMap<string, string>> => {
    const part = office.partOf(relations, type);
    return part === undefined ? new Map<string, string>() : (await read(part)).notes;
  };

  const { body, references, noteFormat } = await read(office.main);
  const footnotes = [
    ...marked(references.footnote, await notesOf('footnotes'), noteFormat, '脚注'),
    ...marked(references.endnote, await notesOf('endnotes'), END_FORMAT, '尾注'),
  ];
  if (footnotes.length === 0) return { blocks: withMarks(body.blocks, () => '') };
  const formats = { footnote: noteFormat, endnote: END_FORMAT };
  return { blocks: withMarks(body.blocks, (kind, order) => markOf(order, formats[kind])), footnotes };
}

/** Notes in the order of their references, each with the mark that the paper shows. */
function marked(ids: readonly string[], notes: ReadonlyMap<string, string>, format: string, part: string): Footnote[] {
  return ids.flatMap((id, index) => {
    const text = notes.get(id);
    return text === undefined ? [] : [{ mark: markOf(index + 1, format), text, place: { part } }];
  });
}
