import { isLocalDate } from '#kernel';
import { z } from 'zod';

/** Field schemas that every boundary shares. */
/** Written in lower case from here on: ids are compared as text. */
export const Id = z.uuid().toLowerCase().meta({ description: 'UUID' });

/** NUL and half a surrogate pair are refused here, because PostgreSQL can store neither. */
const storable = (text: string) => !text.includes('\u0000') && text.isWellFormed();
const NOT_STORABLE = 'must not contain the NUL character or half a surrogate pair';

/** A line of text of 1 to `max` characters. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(storable, NOT_STORABLE);

/** Text of 0 to `max` characters. */
export const optionalText = (max: number) => z.string().trim().max(max).refine(storable, NOT_STORABLE);

/** Years in which a plan can lie. PostgreSQL has no year 0, and nobody should count the working days of millennia. */
const inReach = (date: string) => date >= '1900-01-01' && date <= '2199-12-31';

/** A date that exists, `YYYY-MM-DD`, in Asia/Shanghai. */
export const DateOnly = z
  .string()
  .refine(isLocalDate, { error: 'must be a date that exists, written YYYY-MM-DD', abort: true })
  .refine(inReach, 'must lie between 1900 and 2199')
  .meta({ format: 'date' });

/** An instant, ISO 8601 with a zone. */
export const Instant = z.iso.datetime({ offset: true });
