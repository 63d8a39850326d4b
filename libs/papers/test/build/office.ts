import { zip, type ZipPart } from './zip.js';

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export interface OfficeParts {
  readonly main: string;
  readonly mainType: string;
  /** Relations of the main part: type and file beside it. */
  readonly related: readonly (readonly [type: string, file: string])[];
  readonly parts: Readonly<Record<string, string>>;
  readonly extra?: readonly ZipPart[];
}

/** A file of Office Open XML from its parts. */
export function office({ main, mainType, related, parts, extra = [] }: OfficeParts): Uint8Array {
  const [folder = '', file = ''] = main.split('/');
  const relations = related.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${TYPES}/${type}" Target="${target}"/>`,
  );
  return zip([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="${mainType}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${TYPES}/officeDocument" Target="${main}"/></Relationships>`,
    },
    {
      name: `${folder}/_rels/${file}.rels`,
      content: `${XML}<Relationships xmlns="${RELATIONS}">${relations.join('')}</Relationships>`,
    },
    ...Object.entries(parts).map(([name, content]) => ({ name, content: XML + content })),
    ...extra,
  ]);
}

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
