import { isLocalDate } from '#kernel';
import { z } from 'zod';

/** Field schemas that every boundary shares. NUL is refused here because PostgreSQL cannot store it. */
export const Id = z.uuid().meta({ description: 'UUID' });

const withoutNul = (text: string) => !text.includes('\u0000');

/** A line of text of 1 to `max` characters. */
export const text = (max: number) =>
  z.string().trim().min(1).max(max).refine(withoutNul, 'must not contain the NUL character');

/** Text of 0 to `max` characters. */
export const optionalText = (max: number) =>
  z.string().trim().max(max).refine(withoutNul, 'must not contain the NUL character');

/** A date that exists, `YYYY-MM-DD`, in Asia/Shanghai. */
export const DateOnly = z
  .string()
  .refine(isLocalDate, 'must be a date that exists, written YYYY-MM-DD')
  .meta({ format: 'date' });

/** An instant, ISO 8601 with a zone. */
export const Instant = z.iso.datetime({ offset: true });
