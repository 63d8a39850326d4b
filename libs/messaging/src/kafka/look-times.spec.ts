import { expect, test } from 'vitest';
import { LookTimes } from './look-times.js';

const SECOND = 1_000;
const INTERVAL = 5 * SECOND;
const PROJECTION = { name: 'count', source: 'tasks' };

/** The seconds at which the projection looks while `bring` is called every second. */
function looksWhile(seconds: number, bring: (looks: LookTimes, now: number) => void): number[] {
  const looks = new LookTimes(INTERVAL);
  const at: number[] = [];
  for (let second = 1; second <= seconds; second++) {
    bring(looks, second * SECOND);
    if (second % 5 === 0 && looks.due(PROJECTION, second * SECOND)) at.push(second);
  }
  return at;
}

test('while a source is silent, each time the silence has doubled, and every so often in the end', () => {
  expect(looksWhile(120, () => undefined)).toEqual([5, 10, 20, 40, 70, 100]);
});

test('when a source falls silent again, soon', () => {
  const bring = (looks: LookTimes, now: number) => {
    if (now === 52 * SECOND) looks.heard('tasks', now);
  };
  expect(looksWhile(90, bring)).toEqual([5, 10, 20, 40, 60, 70, 90]);
});

test('while a source brings events, soon after the start and then ever so rarely', () => {
  expect(looksWhile(70, (looks, now) => looks.heard('tasks', now))).toEqual([5, 35, 65]);
});

test('while another projection’s failure keeps events of a busy source from it, every interval', () => {
  const bring = (looks: LookTimes, now: number) => {
    looks.heard('tasks', now);
    if (now < 22 * SECOND) looks.lookSoon(PROJECTION);
  };
  expect(looksWhile(60, bring)).toEqual([5, 10, 15, 20, 25, 55]);
});

test('another source that is busy, and another projection that is held up, change nothing', () => {
  const bring = (looks: LookTimes, now: number) => {
    looks.heard('tasks', now);
    looks.heard('units', now);
    looks.lookSoon({ name: 'other', source: 'tasks' });
  };
  expect(looksWhile(40, bring)).toEqual([5, 35]);
});
