import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { addToRecord, NO_RUNS, printedTotals, withEpisode, withSeededBug } from './record.js';

const EPISODE = {
  mode: 'embedded',
  seed: 7,
  commands: { acknowledged: 10, refused: 2, askedAgain: 1 },
  events: 30,
  scores: 16,
  faults: { 'kill-tasks': 2 },
  notTaken: {},
  differences: [{ rule: 'a rule', line: 'a line' }],
} as const;

it('runs add up in one file', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'lianban-record-'));
  try {
    const file = path.join(directory, 'made/record.json');
    const run = withSeededBug(
      withEpisode({ ...NO_RUNS, runs: 1 }, { ...EPISODE, differences: [] }, 'now'),
      { name: 'drop', found: true, line: 'found' },
      7,
      'now',
    );
    await addToRecord(file, run);
    const all = await addToRecord(file, run);
    expect(all).toMatchObject({ runs: 2, episodes: 2, events: 60, scores: 32, faults: { 'kill-tasks': 4 }, wrong: [] });
    expect(all.seededBugs).toEqual({ drop: { tried: 2, found: 2 } });
  } finally {
    await rm(directory, { recursive: true });
  }
});

it('what was wrong is printed with the seed that shows it', () => {
  const text = printedTotals(
    'This run',
    withEpisode(NO_RUNS, { ...EPISODE, differences: [...EPISODE.differences] }, 'now'),
  );
  expect(text).toContain('embedded, seed 7: a rule: a line');
  expect(text).toContain('2  kill-tasks');
});

it('a seeded bug that was not found is wrong', () => {
  const { wrong } = withSeededBug(NO_RUNS, { name: 'drop', found: false, line: 'not found' }, 7, 'now');
  expect(wrong).toEqual([{ at: 'now', mode: 'embedded', seed: 7, line: 'not found' }]);
});
