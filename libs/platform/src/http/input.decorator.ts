import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError, type FieldError } from '#kernel';
import { z } from 'zod';
import type { EndpointDeclaration } from './endpoint.js';
import { ENDPOINT } from './endpoint-key.js';
import type { PlatformRequest } from './request.js';

const NOTHING = z.strictObject({});

/** The validated input of the endpoint. All wrong fields are named at once, and nothing has happened yet. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const declaration = Reflect.getMetadata(ENDPOINT, context.getHandler()) as EndpointDeclaration;
  const request = context.switchToHttp().getRequest<PlatformRequest>();
  const errors: FieldError[] = [];
  const input = {
    params: read(declaration.params ?? NOTHING, request.params ?? {}, '/path', errors),
    query: read(strict(declaration.query), request.query ?? {}, '/query', errors),
    body: bodyOf(declaration, request, errors),
  };
  if (errors.length > 0) {
    throw new DomainError(
      'invalid',
      'REQUEST.INVALID',
      `${errors.length} field(s) are wrong; nothing was changed. Mend them and send again.`,
      { errors },
    );
  }
  return input;
});

function bodyOf(declaration: EndpointDeclaration, request: PlatformRequest, errors: FieldError[]): unknown {
  if (declaration.file) return fileOf(request, errors);
  return declaration.body ? read(declaration.body, request.body, '', errors) : refuseBody(request, errors);
}

function fileOf({ body }: PlatformRequest, errors: FieldError[]): Buffer | undefined {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  errors.push({ pointer: '/', message: 'must be the bytes of a file, sent as application/octet-stream' });
  return undefined;
}

function strict(query: z.ZodObject | undefined): z.ZodType {
  return query ? query.strict() : NOTHING;
}

function read(schema: z.ZodType, value: unknown, prefix: string, errors: FieldError[]): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  errors.push(...result.error.issues.flatMap((issue) => fieldErrors(issue, prefix)));
  return undefined;
}

function fieldErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const pointer = (path: readonly PropertyKey[]) => [prefix, ...path.map(pointerStep)].join('/') || '/';
  if (issue.code === 'unrecognized_keys') {
    const message = 'is not a field of this request';
    return issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), message }));
  }
  return [{ pointer: pointer(issue.path), message: issue.message }];
}

/** A key as a step of a JSON pointer (RFC 6901). */
function pointerStep(key: PropertyKey): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

function refuseBody(request: PlatformRequest, errors: FieldError[]): undefined {
  const empty =
    request.body === undefined ||
    request.body === null ||
    (typeof request.body === 'object' && Object.keys(request.body).length === 0);
  if (!empty) errors.push({ pointer: '/', message: 'this request takes no body' });
  return undefined;
}
