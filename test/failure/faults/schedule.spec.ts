import { describe, expect, it } from 'vitest';
import { Schedule } from './schedule.js';

const KINDS = [
  { name: 'one', modes: ['embedded', 'cluster'] },
  { name: 'two', modes: ['embedded', 'cluster'] },
  { name: 'broker', modes: ['cluster'] },
] as const;

function drawn(mode: 'embedded' | 'cluster', seed: number, count: number): string[] {
  const schedule = new Schedule(KINDS, mode, seed);
  return Array.from({ length: count }, () => {
    const { kind, random } = schedule.next() ?? {};
    return `${kind?.name} ${random?.int(0, 999)}`;
  });
}

describe('the schedule of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(drawn('cluster', 7, 20)).toEqual(drawn('cluster', 7, 20));
    expect(drawn('cluster', 7, 20)).not.toEqual(drawn('cluster', 8, 20));
  });

  it('lets each kind come once before any comes again', () => {
    const names = drawn('cluster', 3, 6).map((each) => each.split(' ')[0]);
    expect(names.slice(0, 3).toSorted()).toEqual(['broker', 'one', 'two']);
    expect(names.slice(3).toSorted()).toEqual(['broker', 'one', 'two']);
  });

  it('draws another kind where the next one cannot come now, and holds nothing back for ever', () => {
    const schedule = new Schedule(KINDS, 'cluster', 3);
    const drawNot = (name: string) => schedule.next((kind) => kind.name !== name)?.kind.name;
    expect([drawNot('one'), drawNot('one')].toSorted()).toEqual(['broker', 'two']);
    expect(drawNot('one')).toBeUndefined();
    expect(schedule.next()?.kind.name).toBe('one');
  });

  it('gives a kind the same choices, whatever came before it', () => {
    const choices = (first: string) => {
      const schedule = new Schedule(KINDS, 'cluster', 5);
      const all = [schedule.next(({ name }) => name === first), schedule.next(), schedule.next()];
      return all.flatMap((each) => (each ? [`${each.kind.name} ${each.random.int(0, 999)}`] : [])).toSorted();
    };
    expect(choices('one')).toEqual(choices('two'));
  });

  it('leaves out what does not apply', () => {
    expect(drawn('embedded', 3, 10).filter((each) => each.startsWith('broker'))).toEqual([]);
  });
});
