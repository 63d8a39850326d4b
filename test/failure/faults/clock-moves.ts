import { plusDays } from '../client/dates.js';
import { BOTH, type FaultKind, type Stage } from './fault.js';

/** The clock goes through some moments while people work. */
function clock(
  name: string,
  moments: (stage: Stage) => readonly (readonly [string, string])[],
  applies?: FaultKind['applies'],
): FaultKind {
  return {
    name,
    modes: BOTH,
    takes: ['clock'],
    applies,
    inject: async (stage, random) => {
      let moved = 0;
      const planned = moments(stage);
      const [first, ...others] = planned;
      if (first && (await stage.clock.moveTo(...first))) moved++;
      return {
        lasts: random.int(500, 2_000),
        heal: async () => {
          for (const moment of others) if (await stage.clock.moveTo(...moment)) moved++;
        },
        proof: () =>
          Promise.resolve(
            moved === planned.length ? `moved to ${planned.map((each) => each.join(' ')).join(', ')}` : null,
          ),
      };
    },
  };
}

const LAST_DAY = '2022-12-31';

export const CLOCK_MOVES: readonly FaultKind[] = [
  clock('midnight under load', ({ clock: { today } }) => [
    [today, '23:59'],
    [plusDays(today, 1), '00:00'],
    [plusDays(today, 1), '10:00'],
  ]),
  clock(
    'year end under load',
    () => [
      [LAST_DAY, '23:59'],
      ['2023-01-01', '00:00'],
      ['2023-01-03', '10:00'],
    ],
    // Near enough that not every deadline is over by then.
    ({ clock: { today } }) => today >= '2022-12-24' && today <= LAST_DAY,
  ),
  clock('clock step of days', ({ clock: { today } }) => [[plusDays(today, 4), '12:30']]),
];
