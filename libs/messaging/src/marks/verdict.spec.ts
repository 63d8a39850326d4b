import { expect, test } from 'vitest';
import type { LogEvent } from '../log-event.js';
import type { Mark } from './mark.js';
import { verdict, type Verdict } from './verdict.js';

const MARK: Mark = { slot: 3, position: 10, eventId: 'ten', epoch: 'one' };
const START: Mark = { slot: 3, position: 0, eventId: null, epoch: 'one' };

const CASES: readonly [string, Mark, Partial<LogEvent>, Verdict][] = [
  ['an event before the mark was seen', MARK, { position: 7, id: 'seven', prev: 4, prevId: 'four' }, 'seen'],
  ['the mark’s own event was seen', MARK, { position: 10, id: 'ten', prev: 7, prevId: 'seven' }, 'seen'],
  ['another event at the mark’s position means a restored source', MARK, { position: 10, id: 'other' }, 'restored'],
  ['the event after the mark’s is next', MARK, { position: 12, prev: 10, prevId: 'ten' }, 'next'],
  ['the first event of a slot is next at the beginning', START, { position: 5, prev: 0, prevId: null }, 'next'],
  [
    'one after another event at the mark’s position means a restored source',
    MARK,
    { position: 12, prev: 10, prevId: 'x' },
    'restored',
  ],
  ['one whose predecessor is past the mark leaves a gap', MARK, { position: 15, prev: 12, prevId: 'twelve' }, 'gap'],
  [
    'one that jumps over the mark means a restored source',
    MARK,
    { position: 15, prev: 7, prevId: 'seven' },
    'restored',
  ],
  [
    'one of another epoch is judged by the log',
    MARK,
    { position: 12, prev: 10, prevId: 'ten', epoch: 'two' },
    'other-epoch',
  ],
];

test.each(CASES)('%s', (_, mark, event, expected) => {
  expect(verdict({ epoch: 'one', slot: 3, ...event } as LogEvent, mark)).toBe(expected);
});
