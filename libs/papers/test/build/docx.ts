import { escaped, office } from './office.js';
import type { ZipPart } from './zip.js';

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

export interface DocxParts {
  /** What stands in the body. */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly mainType?: string;
  readonly extra?: readonly ZipPart[];
}

export function docx({ body, mainType = DOCX_TYPE, extra = [], ...others }: DocxParts): Uint8Array {
  const written = Object.entries(others).filter(([, content]) => content !== undefined);
  const parts = Object.fromEntries(
    written.map(([name, content]) => [`word/${name}.xml`, `<w:${name} ${W}>${content}</w:${name}>`]),
  );
  return office({
    main: 'word/document.xml',
    mainType,
    related: written.map(([name]) => [name, `${name}.xml`] as const),
    parts: {
      'word/document.xml': `<w:document ${W} xmlns:mc="urn:mc" xmlns:wps="urn:wps" xmlns:v="urn:v"><w:body>${body}<w:sectPr/></w:body></w:document>`,
      ...parts,
    },
    extra,
  });
}

export const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

/** A paragraph with a text or with runs. */
export function p(content: string, properties = ''): string {
  const inside = content.startsWith('<') ? content : run(content);
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`;
}

export const listed = (numId: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`;

export const tc = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${text.startsWith('<w:') ? text : p(text)}</w:tc>`;

export const tr = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;

export const tbl = (...rows: readonly string[]): string => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;

/** A list of one level per row: format and text. */
export function numbering(...lists: readonly (readonly (readonly [format: string, text: string])[])[]): string {
  const abstracts = lists.map((levels, list) => {
    const inside = levels.map(
      ([format, text], level) =>
        `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
    );
    return `<w:abstractNum w:abstractNumId="${list}">${inside.join('')}</w:abstractNum>`;
  });
  const numbers = lists.map((_, list) => `<w:num w:numId="${list + 1}"><w:abstractNumId w:val="${list}"/></w:num>`);
  return [...abstracts, ...numbers].join('');
}
