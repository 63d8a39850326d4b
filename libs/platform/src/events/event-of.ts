import type { EventDefinition } from '#contracts';
import type { NewEvent } from '#messaging';
import type { z } from 'zod';
import type { CommandContext } from '../http/command-context.js';

/** Who and what caused an event: a request, or a job acting for the clock. */
export type Cause = Pick<CommandContext, 'now' | 'correlationId' | 'traceparent'> & { caller: { accountId: string } };

/** The actor of what happens because time passed. */
export const CLOCK_ACTOR = 'clock';

/**
 * An event of `definition` ready to append. The data is checked against the contract here, at the producer: a consumer
 * far away could only park it.
 */
export function eventOf<D extends EventDefinition>(
  definition: D,
  event: { aggregateId: string; aggregateVersion: number; data: z.input<D['data']>; causationId?: string },
  cause: Cause,
): NewEvent {
  return {
    type: definition.type,
    version: definition.version,
    aggregateId: event.aggregateId,
    aggregateVersion: event.aggregateVersion,
    data: definition.data.parse(event.data),
    occurredAt: cause.now,
    actor: cause.caller.accountId,
    causationId: event.causationId ?? null,
    correlationId: cause.correlationId,
    traceparent: cause.traceparent,
  };
}
