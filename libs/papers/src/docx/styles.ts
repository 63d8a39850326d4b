import { at, childrenOf, valueAt, type XmlNode } from '../xml/tree.js';

/** What a paragraph or its style says about its place in lists and headings. */
export interface ParagraphProperties {
  numId?: string | undefined;
  level?: number;
  /** 0 for the highest heading; 9 for text. */
  outline?: number;
  isContents?: boolean;
}

/** Properties of paragraphs by style, each with what it takes over from the style it is based on. */
export class Styles {
  private readonly byId = new Map<string, XmlNode>();
  private readonly resolved = new Map<string, ParagraphProperties>();
  private readonly defaultId: string | undefined;

  constructor(tree: XmlNode | undefined) {
    for (const style of childrenOf(tree, 'style')) {
      const { styleId = '', type, default: isDefault } = style.attributes;
      if (type !== undefined && type !== 'paragraph') continue;
      this.byId.set(styleId, style);
      if (isDefault === '1' || isDefault === 'true') this.defaultId ??= styleId;
    }
  }

  of(id: string | undefined): ParagraphProperties {
    return this.resolve(id ?? this.defaultId, new Set());
  }

  private resolve(id: string | undefined, seen: Set<string>): ParagraphProperties {
    const known = id === undefined ? {} : this.resolved.get(id);
    if (known) return known;
    const style = this.byId.get(id ?? '');
    if (!style || seen.has(id ?? '')) return {}; // a style that is based on itself is based on nothing
    seen.add(id ?? '');
    const properties = { ...this.resolve(valueAt(style, 'basedOn'), seen), ...propertiesOf(style) };
    this.resolved.set(id ?? '', properties);
    return properties;
  }
}

function propertiesOf(style: XmlNode): ParagraphProperties {
  const properties = at(style, 'pPr');
  const numId = valueAt(properties, 'numPr', 'numId');
  const level = valueAt(properties, 'numPr', 'ilvl');
  const outline = valueAt(properties, 'outlineLvl');
  return {
    ...(numId !== undefined && { numId }),
    ...(level !== undefined && { level: Number(level) }),
    ...(outline !== undefined && { outline: Number(outline) }),
    ...(/^(?:toc|目录) ?\d/i.test(valueAt(style, 'name') ?? '') && { isContents: true }),
  };
}
