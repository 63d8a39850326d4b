import type { Budget } from '../budget.js';
import { readXml, type Attributes } from './read-xml.js';

/** A small part of a file as a whole: styles, relations. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: XmlNode[];
}

export async function readTree(pieces: AsyncIterable<Uint8Array>, budget: Budget): Promise<XmlNode> {
  const root: XmlNode = { name: '', attributes: {}, children: [] };
  const path = [root];
  const open = (name: string, attributes: Attributes): void => {
    const node: XmlNode = { name, attributes, children: [] };
    path.at(-1)?.children.push(node);
    path.push(node);
  };
  await readXml(pieces, { open, close: () => path.pop() }, budget);
  return root.children[0] ?? root;
}

export const childrenOf = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];

/** The node that is found going down by these names. */
export function at(node: XmlNode | undefined, ...names: string[]): XmlNode | undefined {
  return names.reduce((found, name) => found?.children.find((child) => child.name === name), node);
}

/** `val` of the node that is found going down by these names. */
export const valueAt = (node: XmlNode | undefined, ...names: string[]): string | undefined =>
  at(node, ...names)?.attributes['val'];
