import { describe, expect, it } from 'vitest';
import { DateOnly, Id, optionalText, text } from './fields.js';

describe('fields at the edge', () => {
  it('write an id in lower case, however it was sent', () => {
    expect(Id.parse('01890A5D-AC96-774B-BCCE-B302099A8057')).toBe('01890a5d-ac96-774b-bcce-b302099a8057');
  });

  it.each(['2021-09-31', '0000-01-01', '9999-12-31', '2022-1-1', 'tomorrow'])('refuse the date %s', (date) => {
    expect(DateOnly.safeParse(date).success).toBe(false);
  });

  it.each(['1900-01-01', '2024-02-29', '2199-12-31'])('take the date %s', (date) => {
    expect(DateOnly.parse(date)).toBe(date);
  });

  it.each([
    ['the NUL character', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800b'],
  ])('refuse text with %s, which the database could not store', (_, broken) => {
    expect(text(10).safeParse(broken).success).toBe(false);
    expect(optionalText(10).safeParse(broken).success).toBe(false);
  });

  it('take every character that can be stored', () => {
    expect(text(10).parse(' 质量\ud83d\ude00 ')).toBe('质量\ud83d\ude00');
  });
});
