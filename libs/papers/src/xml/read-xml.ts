import { SaxesParser } from 'saxes';
import type { Budget } from '../budget.js';
import { UnreadablePaper } from '../unreadable-paper.js';

/** Names come without their prefix: a paper of one office program uses few namespaces, under prefixes of its choice. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close(name: string): void;
}

export type Attributes = Readonly<Record<string, string>>;

/** Reads XML as it is unpacked. Entities that a file declares are not expanded: using one is an error. */
export async function readXml(pieces: AsyncIterable<Uint8Array>, handler: XmlHandler, budget: Budget): Promise<void> {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw new UnreadablePaper('PAPER.DAMAGED', error.message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    budget.checkDepth(++depth);
    handler.open(local(name), withLocalNames(attributes));
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    handler.close(local(name));
  });
  const onText = (text: string): void => handler.text?.(text);
  parser.on('text', onText);
  parser.on('cdata', onText);
  const decoder = new TextDecoder();
  for await (const piece of pieces) parser.write(decoder.decode(piece, { stream: true }));
  parser.write(decoder.decode()).close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function withLocalNames(attributes: Attributes): Attributes {
  const named: Record<string, string> = {};
  for (const name in attributes) named[local(name)] = attributes[name] ?? '';
  return named;
}
