import { expect, it } from 'vitest';
import type { Acknowledged } from '../ledger/entries.js';
import { truthOf } from './fold.js';
import { IDS, scene } from './scene.js';
import { Calendar } from './working-days.js';

function truthWith(change: (acknowledged: Acknowledged[]) => void) {
  const { entries, tables } = scene();
  change(entries.filter((entry) => entry.kind === 'acknowledged'));
  const at = new Map(tables.logs.tasks.map((row) => [`${row.aggregateId} ${row.version}`, row.occurredAt]));
  return truthOf({
    entries,
    calendar: new Calendar([]),
    membersOf: () => [],
    occurredAt: (aggregateId, version) => at.get(`${aggregateId} ${version}`),
  });
}

it('works out every part from what was acknowledged', () => {
  const { parts, wrong } = truthWith(() => undefined);
  expect(wrong).toEqual([]);
  expect(parts.get(IDS.eastPart)).toMatchObject({
    phase: 'COMPLETION_SUBMITTED',
    progress: 60,
    signDueOn: '2022-12-07',
  });
  expect(parts.get(IDS.westPart)).toMatchObject({ phase: 'ASSIGNED', deadline: '2022-12-09' });
});

it('says that something forbidden was done', () => {
  const { wrong } = truthWith((acknowledged) => (acknowledged[3]!.command.forbidden = true));
  expect(wrong).toEqual([expect.stringMatching(/may not accept/)]);
});

it('says that a step was acknowledged in a phase that does not allow it', () => {
  const { wrong } = truthWith((acknowledged) => (acknowledged[3]!.command.action = 'return'));
  expect(wrong.join()).toMatch(/return of part .*a1 was acknowledged while it stood at ASSIGNED/);
});

it('says that an answer told another state than the commands lead to', () => {
  const { wrong } = truthWith((acknowledged) => {
    acknowledged[4]!.answer = {
      ...acknowledged[4]!.answer,
      assignment: { phase: 'IN_PROGRESS', progress: 10, returns: 0 },
    };
  });
  expect(wrong).toEqual([expect.stringMatching(/answered with IN_PROGRESS at 10 %.* must be IN_PROGRESS at 60 %/)]);
});
