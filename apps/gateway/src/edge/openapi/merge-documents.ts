type Json = Record<string, unknown>;

/** An OpenAPI document as far as merging looks at it. */
export interface OpenApiDocument extends Json {
  paths?: Record<string, Json>;
  components?: { schemas?: Record<string, Json>; securitySchemes?: Record<string, Json> };
}

const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

/**
 * One document of several. Schemas that are the same in two services stay one; different ones of the same name are told
 * apart by the service's name before it.
 */
export function mergeDocuments(info: Json, documents: ReadonlyMap<string, OpenApiDocument>): OpenApiDocument {
  const clashing = clashingNames([...documents.values()]);
  const merged = { paths: {} as Record<string, Json>, schemas: {} as Record<string, Json>, securitySchemes: {} };
  for (const [service, document] of documents) {
    const renamed = withNames(document, (name) => (clashing.has(name) ? `${capitalised(service)}${name}` : name));
    Object.assign(merged.paths, renamed.paths);
    Object.assign(merged.schemas, renamed.components?.schemas);
    Object.assign(merged.securitySchemes, renamed.components?.securitySchemes);
  }
  const { paths, schemas, securitySchemes } = merged;
  return { openapi: '3.1.0', info, paths, components: { schemas, securitySchemes } };
}

/** Names that mean different things in different documents, and those whose schema refers to one. */
function clashingNames(documents: readonly OpenApiDocument[]): Set<string> {
  const texts = new Map<string, Set<string>>();
  for (const document of documents) {
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      texts.set(name, (texts.get(name) ?? new Set()).add(JSON.stringify(schema)));
    }
  }
  const clashing = new Set([...texts].filter(([, variants]) => variants.size > 1).map(([name]) => name));
  const refersToClash = (variants: Set<string>) =>
    [...variants].some((text) => [...text.matchAll(REFERENCE)].some(([, name]) => clashing.has(name ?? '')));
  for (let before = -1; before !== clashing.size;) {
    before = clashing.size;
    for (const [name, variants] of texts) if (refersToClash(variants)) clashing.add(name);
  }
  return clashing;
}

/** The document with its schemas, and all references to them, under other names. */
function withNames(document: OpenApiDocument, rename: (name: string) => string): OpenApiDocument {
  const referenced = JSON.stringify(document).replaceAll(
    REFERENCE,
    (_, name: string) => `"#/components/schemas/${rename(name)}"`,
  );
  const renamed = JSON.parse(referenced) as OpenApiDocument;
  const schemas = Object.entries(renamed.components?.schemas ?? {}).map(([name, schema]) => [rename(name), schema]);
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } };
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
