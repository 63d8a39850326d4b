import { expect, it } from 'vitest';
import { prefixes, templateIds } from './template-ids.js';

it('ids of a template are UUIDs of version 7, ordered as they were made, and no two templates share one', () => {
  const [one, other] = [templateIds(0), templateIds(1)];
  const made = Array.from({ length: 5_000 }, one);
  expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  expect(made.toSorted()).toEqual(made);
  expect(made).not.toContain(other());
});

it('every slot gets events: the last byte of an id is any', () => {
  const slots = new Set(
    Array.from({ length: 5_000 }, templateIds(0)).map((id) => Number.parseInt(id.slice(-2), 16) & 63),
  );
  expect(slots.size).toBe(64);
});

it('copies of all templates begin with digits of their own', () => {
  const all = Array.from({ length: 8 }, (_, template) => template).flatMap((template) =>
    Array.from({ length: 13 }, (_, copy) => prefixes(template, copy)[1]),
  );
  expect(new Set(all).size).toBe(all.length);
});
