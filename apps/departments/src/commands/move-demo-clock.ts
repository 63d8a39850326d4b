import { Inject, Injectable } from '@nestjs/common';
import { ClockMoved, Instant } from '#contracts';
import { CLOCK, derivedId, MovableClock, type Clock } from '#kernel';
import { Commands, DemoClock, Directory, endpoint, eventOf, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { assertClockMoves } from '../domain/demo-clock.js';
import { assertAllowed } from '../domain/departments.policy.js';
import { lockDemoClock, setDemoClock } from '../persistence/demo-clock.js';

export const moveDemoClock = endpoint({
  method: 'POST',
  path: '/api/departments/demo/clock',
  summary: '演示时钟 — move the clock of a demonstration forward; other services follow by its event',
  tag: 'demo',
  body: z.strictObject({ now: Instant }),
  response: z.object({ now: Instant }),
  problems: ['CLOCK.NOT_MOVABLE', 'CLOCK.BACKWARDS'],
});

/** The aggregate of all movements: there is one clock in an installation. */
const CLOCK_ID = derivedId('demo-clock');

@Injectable()
export class MoveDemoClock {
  constructor(
    private readonly commands: Commands,
    private readonly directory: Directory,
    private readonly demoClock: DemoClock,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ body }: InputOf<typeof moveDemoClock>, context: CommandContext): Promise<{ now: string }> {
    const unit = await this.directory.unit(context.caller.unitId);
    assertAllowed('clock.move', { ...context.caller, unitKind: unit?.kind });
    const to = new Date(body.now);
    const demonstration = this.clock instanceof MovableClock;
    return this.commands.run(context, async (tx) => {
      const { stoodAt, version } = await lockDemoClock(tx, CLOCK_ID);
      assertClockMoves(demonstration, stoodAt ?? context.now, to);
      await setDemoClock(tx, to);
      tx.afterCommit(() => this.demoClock.moveTo(to));
      const data = { now: to.toISOString() };
      tx.append([eventOf(ClockMoved, { aggregateId: CLOCK_ID, aggregateVersion: version + 1, data }, context)]);
      return data;
    });
  }
}
