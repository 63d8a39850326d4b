import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

describe('Turns', () => {
  it('lets as many go at once as it may and the others in their order', async () => {
    const turns = new Turns(2);
    const went: string[] = [];
    const take = (name: string) => turns.take().then((pass) => (went.push(name), pass));
    const [first] = await Promise.all([take('a'), take('b')]);
    const later = [take('c'), take('d')];
    await Promise.resolve();
    expect(went).toEqual(['a', 'b']);
    first();
    (await later[0]!)();
    await later[1];
    expect(went).toEqual(['a', 'b', 'c', 'd']);
  });

  it('passes over one who gave up while waiting', async () => {
    const turns = new Turns(1);
    const pass = await turns.take();
    const abort = new AbortController();
    const impatient = turns.take(abort.signal);
    const patient = turns.take();
    const reason = new Error('withdrawn');
    abort.abort(reason);
    await expect(impatient).rejects.toBe(reason);
    pass();
    await expect(patient).resolves.toBeTypeOf('function');
  });
});
