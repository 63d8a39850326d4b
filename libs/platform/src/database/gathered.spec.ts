import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { Gathered } from './gathered.js';

/** A database that answers each run when it is told to. */
class Runs {
  readonly under: { calls: readonly string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  readonly run = (calls: readonly string[]): Promise<string[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    this.under.push({ calls, answer: () => resolve(calls.map((call) => `${call}!`)), fail: reject });
    return promise;
  };
  get calls(): (readonly string[])[] {
    return this.under.map(({ calls }) => calls);
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const answered = (code: string, severity = 'ERROR') =>
  Object.assign(new pg.DatabaseError(`refused with ${code}`, 0, 'error'), { code, severity });
const refused = () => answered('23505');
const lost = (code = 'ECONNRESET') => Object.assign(new Error('gone'), { code });

describe('calls that are gathered', () => {
  it('a call at rest goes at once and alone', async () => {
    const runs = new Runs();
    const answer = new Gathered({ run: runs.run, most: 3 }).ask('a');
    await turn();
    expect(runs.calls).toEqual([['a']]);
    runs.under[0]?.answer();
    expect(await answer).toBe('a!');
  });

  it('calls of one turn of the loop go together, at most as many as a run takes, and each gets its own answer', async () => {
    const runs = new Runs();
    const gathered = new Gathered({ run: runs.run, most: 3 });
    const answers = ['a', 'b', 'c', 'd'].map((call) => gathered.ask(call));
    await turn();
    await turn();
    expect(runs.calls).toEqual([['a', 'b', 'c'], ['d']]);
    for (const run of runs.under.toReversed()) run.answer();
    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!']);
  });

  it('calls that come while two runs are under way wait and go together when one has ended', async () => {
    const runs = new Runs();
    const gathered = new Gathered({ run: runs.run, most: 3 });
    const answers: Promise<string>[] = [];
    for (const call of ['a', 'b', 'c', 'd']) {
      answers.push(gathered.ask(call));
      await turn();
    }
    expect(runs.calls).toEqual([['a'], ['b']]);
    runs.under[1]?.answer();
    await answers[1];
    await turn();
    await turn();
    expect(runs.calls).toEqual([['a'], ['b'], ['c', 'd']]);
    runs.under[0]?.answer();
    runs.under[2]?.answer();
    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!']);
  });

  it('what is refused together is tried one by one, so that a refusal reaches only whom it concerns', async () => {
    const alone: (readonly string[])[] = [];
    const run = (calls: readonly string[]): Promise<string[]> => {
      alone.push(calls);
      return calls.includes('bad') ? Promise.reject(refused()) : Promise.resolve(calls.map((call) => `${call}!`));
    };
    const gathered = new Gathered({ run, most: 3 });
    const answers = await Promise.allSettled(['a', 'bad', 'c'].map((call) => gathered.ask(call)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(alone).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  it('what deadlocked together was rolled back and is tried one by one', async () => {
    const run = (calls: readonly string[]): Promise<string[]> =>
      calls.length > 1 ? Promise.reject(answered('40P01')) : Promise.resolve(calls.map((call) => `${call}!`));
    const gathered = new Gathered({ run, most: 3 });
    expect(await Promise.all(['a', 'b'].map((call) => gathered.ask(call)))).toEqual(['a!', 'b!']);
  });

  it.each([
    ['a lost connection', lost()],
    ['a broken protocol', lost('EPROTO')],
    ['a closed pipe', lost('EPIPE')],
    ['a server that shuts down', answered('57P01', 'FATAL')],
    ['a fault of our own after the commit', new TypeError('undefined is not a function')],
  ])('%s is the error of all: what was carried may have taken effect and is not sent again', async (_, error) => {
    const runs = new Runs();
    const gathered = new Gathered({ run: runs.run, most: 3 });
    const answers = Promise.allSettled(['a', 'b'].map((call) => gathered.ask(call)));
    await turn();
    runs.under[0]?.fail(error);
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(runs.calls).toHaveLength(1);
  });

  it('after a failure the next call goes as if nothing had happened', async () => {
    const runs = new Runs();
    const gathered = new Gathered({ run: runs.run, most: 3 });
    const failed = gathered.ask('a').catch((error: Error) => error.message);
    await turn();
    runs.under[0]?.fail(lost());
    expect(await failed).toBe('gone');
    const answer = gathered.ask('b');
    await turn();
    runs.under[1]?.answer();
    expect(await answer).toBe('b!');
  });
});
