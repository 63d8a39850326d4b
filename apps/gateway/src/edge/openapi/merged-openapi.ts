import { ServiceName } from '#platform';
import type { Services } from '../services.js';
import { DEMO_CLOCK_DOCUMENT } from '../demo-clock/document.js';
import { mergeDocuments, type OpenApiDocument } from './merge-documents.js';

/** How long a service's document is taken as its present one. */
const KEPT_MS = 60_000;

interface Kept {
  document: OpenApiDocument;
  readAt: number;
}

/** The OpenAPI document of the whole product, from the services' own. A service that is down is named, not waited for. */
export class MergedOpenApi {
  private readonly kept = new Map<ServiceName, Kept>();

  constructor(private readonly services: Services) {}

  async read(): Promise<OpenApiDocument> {
    const silent = (await Promise.all(ServiceName.options.map((name) => this.refresh(name)))).filter(
      (name) => name !== null,
    );
    const documents = new Map<string, OpenApiDocument>([['gateway', DEMO_CLOCK_DOCUMENT]]);
    for (const name of ServiceName.options) {
      const document = this.kept.get(name)?.document;
      if (document) documents.set(name, document);
    }
    return mergeDocuments(infoOf(silent, documents), documents);
  }

  /** Reads the service's document where it is due; answers the service's name when it did not give one. */
  private async refresh(service: ServiceName): Promise<ServiceName | null> {
    const kept = this.kept.get(service);
    if (kept && Date.now() - kept.readAt < KEPT_MS) return null;
    try {
      const { status, body } = await this.services.ask(service, {
        method: 'GET',
        path: `/api/${service}/openapi.json`,
      });
      if (status !== 200) return service;
      this.kept.set(service, { document: JSON.parse(body) as OpenApiDocument, readAt: Date.now() });
      return null;
    } catch {
      return service;
    }
  }
}

function infoOf(
  silent: readonly ServiceName[],
  documents: ReadonlyMap<string, OpenApiDocument>,
): Record<string, unknown> {
  const missing = silent.filter((name) => !documents.has(name));
  const old = silent.filter((name) => documents.has(name));
  const notes = [
    missing.length > 0 && `Not in this document, because it does not answer at the moment: ${missing.join(', ')}.`,
    old.length > 0 && `As last seen, because it does not answer at the moment: ${old.join(', ')}.`,
  ].filter((note) => note !== false);
  return {
    title: '联办 Lianban',
    version: '1.0.0',
    description: ['Plans issued by leading groups, carried out together by many departments.', ...notes].join(' '),
    ...(silent.length > 0 && { 'x-unavailable-services': silent }),
  };
}
