import { CATALOGUE, type EventDefinition } from '#contracts';
import { z } from 'zod';
import { code, page, table } from './markdown.js';

type Json = Record<string, unknown>;

/** JSON Schema of an event's data as a reader may rely on it: open, so that a new field is no breaking change. */
function dataSchema({ data }: EventDefinition): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(data, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
  }) as Json;
  return schema;
}

/** AsyncAPI 3 of what the services exchange: one channel per source, one message per event version. */
export function asyncApiDocument(): Json {
  const messages = Object.fromEntries(CATALOGUE.map((event) => [messageId(event), message(event)]));
  const sources = [...new Set(CATALOGUE.map(sourceOf))].sort();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Lianban events',
      version: '1.0.0',
      description: 'Topics, keys and messages; CloudEvents 1.0 names on the wire.',
    },
    channels: Object.fromEntries(sources.map((source) => [source, channel(source)])),
    operations: Object.fromEntries(
      sources.map((source) => [`publish-${source}`, { action: 'send', channel: { $ref: `#/channels/${source}` } }]),
    ),
    components: { messages },
  };
}

function channel(source: string): Json {
  const own = CATALOGUE.filter((event) => sourceOf(event) === source);
  return {
    address: `lianban.${source}`,
    description: `Everything that ${source} tells. The key is the aggregate's id: its events keep their order.`,
    messages: Object.fromEntries(
      own.map((event) => [messageId(event), { $ref: `#/components/messages/${messageId(event)}` }]),
    ),
  };
}

function message(event: EventDefinition): Json {
  return {
    name: event.type,
    title: `${event.type} v${event.version}`,
    summary: event.summary,
    contentType: 'application/json',
    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: dataSchema(event) },
  };
}

function messageId({ type, version }: EventDefinition): string {
  return `${type}.v${version}`;
}

function sourceOf({ type }: EventDefinition): string {
  return type.slice(0, type.indexOf('.'));
}

/** The catalogue as a page: who tells what, under which key. */
export function cataloguePage(): string {
  const rows = CATALOGUE.map((event) => [code(event.type), String(event.version), event.aggregate, event.summary]);
  return page('Event catalogue', '`libs/contracts`', [
    'The shapes are in `asyncapi.json`.',
    table(['event', 'version', 'aggregate (key)', 'what it tells'], rows),
  ]);
}
