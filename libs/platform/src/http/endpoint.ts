import {
  applyDecorators,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseGuards,
  type Type,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { AuthGuard } from '../auth/auth.guard.js';
import { ENDPOINT } from './endpoint-key.js';

/** One use case at the edge of a service: the route, its shapes, and the refusals that it documents. */
export interface EndpointDeclaration {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Full path, parameters as `:name`. */
  path: string;
  summary: string;
  tag: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is a file of at most so many bytes, sent as it is (`application/octet-stream`) instead of JSON. */
  file?: { mostBytes: number };
  response: z.ZodType;
  /** Status of success; 200 where it is not given. */
  status?: 200 | 201 | 202 | 204;
  /** Codes of refusals besides those every endpoint can answer. */
  problems?: readonly string[];
  /** Fields of the body, at any depth, that must not be guessable from what is kept of a request, such as passwords. */
  secretFields?: readonly string[];
  /** Open to callers who are not signed in. */
  public?: true;
  /** The use case admits the caller by what it reads of him in its own statement (`Arriving`), not the guard before it. */
  admits?: 'use-case';
}

type Shape<S> = S extends z.ZodType ? z.infer<S> : Record<string, never>;

/** What a handler gets: already validated, unknown fields refused. */
export interface InputOf<E extends EndpointDeclaration> {
  params: Shape<E['params']>;
  query: Shape<E['query']>;
  body: E['file'] extends object ? Buffer : E['body'] extends z.ZodType ? z.infer<E['body']> : undefined;
}

/** What a handler answers. */
export type OutputOf<E extends EndpointDeclaration> = z.input<E['response']>;

export function endpoint<const E extends EndpointDeclaration>(declaration: E): E {
  return declaration;
}

/** Binds a controller's method to its declaration. */
export function Endpoint(declaration: EndpointDeclaration): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: declaration.path, method: RequestMethod[declaration.method] }),
    HttpCode(declaration.status ?? 200),
    SetMetadata(ENDPOINT, declaration),
    ...(declaration.file ? [RouteConfig({ file: declaration.file })] : []),
    UseGuards(AuthGuard), // resolved in the controller's own service, so one process can hold several
  );
}

/** All endpoints that `controllers` bind, in the order of their paths. */
export function endpointsOf(controllers: readonly Type[]): EndpointDeclaration[] {
  return controllers
    .flatMap((controller) =>
      Object.getOwnPropertyNames(controller.prototype).map((name) => controller.prototype[name] as unknown),
    )
    .filter((method) => typeof method === 'function')
    .map((method) => Reflect.getMetadata(ENDPOINT, method) as EndpointDeclaration | undefined)
    .filter((declaration) => declaration !== undefined)
    .sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}
