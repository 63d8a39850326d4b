import { DomainError } from '#kernel';
import { z } from 'zod';

/** Where a page ended, as an opaque text: the sort values of its last row. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws DomainError `REQUEST.INVALID` when `text` was not made by `encodeCursor` for the same list. */
export function decodeCursor<S extends z.ZodType>(text: string, schema: S): z.infer<S> {
  const result = schema.safeParse(parse(text));
  if (result.success) return result.data;
  const errors = [{ pointer: '/query/cursor', message: 'is not a cursor of this list; begin again without it' }];
  throw new DomainError(
    'invalid',
    'REQUEST.INVALID',
    'The cursor does not belong to this list; begin again without it.',
    { errors },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  } catch {
    return undefined;
  }
}
