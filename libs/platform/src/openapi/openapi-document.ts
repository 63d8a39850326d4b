import { z } from 'zod';
import { Problem } from '#contracts';
import type { EndpointDeclaration } from '../http/endpoint.js';

type Json = Record<string, unknown>;

/** Refusals that every endpoint can answer. */
const GENERAL = {
  400: 'The request is wrong; `errors` names the fields. Nothing was changed.',
  408: 'The request did not arrive in time.',
  413: 'The body is too large.',
  415: 'The body is of another media type than the one named.',
  429: 'Too many requests.',
  431: 'The address and the header fields together are too large.',
  500: 'Unexpected failure; nothing was half done.',
  503: 'Temporarily unavailable; try again.',
} as const;
const SIGNED_IN = { 401: 'Not signed in, or the sign-in was ended.', 403: 'Not allowed for this caller.' } as const;
const UNSAFE = {
  409: 'Refused in the present state; see `code`, `state` and `allowedActions`.',
  412: 'A newer version exists.',
} as const;

/** The OpenAPI 3.1 document of the endpoints, from the same schemas that validate them. */
export function openApiDocument(
  endpoints: readonly EndpointDeclaration[],
  info: { title: string; version: string },
): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const declaration of endpoints) {
    const path = declaration.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[declaration.method.toLowerCase()] = operation(declaration, schemas);
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      schemas: sorted(schemas),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operation(declaration: EndpointDeclaration, schemas: Json): Json {
  const parameters = [
    ...parametersIn('path', declaration.params, schemas),
    ...parametersIn('query', declaration.query, schemas),
    ...(declaration.method === 'GET' || declaration.public ? [] : CONDITIONS),
  ];
  return {
    operationId: operationId(declaration),
    summary: declaration.summary,
    tags: [declaration.tag],
    security: declaration.public ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(declaration, schemas),
    responses: responses(declaration, schemas),
    ...(declaration.problems && { 'x-problem-codes': declaration.problems }),
  };
}

function requestBody({ body, file }: EndpointDeclaration, schemas: Json): Json {
  if (file) return { requestBody: { required: true, content: { 'application/octet-stream': { schema: FILE } } } };
  return body ? { requestBody: { required: true, content: json(hoisted(body, 'input', schemas)) } } : {};
}

const FILE = { type: 'string', format: 'binary', minLength: 1 };

const CONDITIONS = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
    description: 'Makes a repeated request answer what the first one did, for 7 days.',
  },
  {
    name: 'If-Match',
    in: 'header',
    schema: { type: 'string', pattern: '^"[0-9]{1,15}"$' },
    description: 'The ETag you saw; refused with 412 when there is a newer version.',
  },
];

function operationId({ method, path }: EndpointDeclaration): string {
  return `${method.toLowerCase()}${path.replaceAll(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function parametersIn(place: 'path' | 'query', schema: z.ZodObject | undefined, schemas: Json): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = hoisted(schema, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: rest,
    ...(description !== undefined && { description }),
  }));
}

function responses(declaration: EndpointDeclaration, schemas: Json): Json {
  const status = declaration.status ?? 200;
  const success =
    status === 204 || declaration.response instanceof z.ZodNull // nothing is sent for null
      ? { description: 'Done.' }
      : { description: 'Done.', content: json(hoisted(declaration.response, 'output', schemas)) };
  const refusals = {
    ...GENERAL,
    ...(!declaration.public && SIGNED_IN),
    ...(namesSomething(declaration) && { 404: 'Unknown or invisible to the caller.' }),
    ...(declaration.method !== 'GET' && UNSAFE),
    ...(declaration.public && { 401: 'Refused.' }),
  };
  hoisted(Problem, 'output', schemas);
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    [status]: success,
    ...Object.fromEntries(
      Object.entries(refusals).map(([code, description]) => [code, { description, content: problem }]),
    ),
  };
}

/** In its address or, as the declared problems show, in its body. */
function namesSomething({ params, problems = [] }: EndpointDeclaration): boolean {
  return params !== undefined || problems.some((code) => code.endsWith('.NOT_FOUND'));
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

/** JSON Schema of `schema`; named parts move to `components/schemas`. */
function hoisted(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json & { $defs?: Json };
  for (const [name, part] of Object.entries($defs)) schemas[name] = relocated(part);
  const { id, ...rest } = relocated(root) as Json & { id?: string };
  if (id === undefined) return rest;
  schemas[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
}

/** References into `$defs` become references into the document's components. */
function relocated(part: unknown): Json {
  return JSON.parse(JSON.stringify(part).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

function sorted(schemas: Json): Json {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a.localeCompare(b)));
}
