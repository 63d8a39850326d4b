import { z } from 'zod';
import { Id, Instant, text } from '#contracts';
import type { ServiceName } from '../config/service-environment.js';
import { endpoint } from '../http/endpoint.js';

const Lag = z.object({
  projection: z.string(),
  source: z.string(),
  generation: z.number().int(),
  events: z.number().int().meta({ description: 'events of the log that were not applied yet' }),
  atLeast: z
    .boolean()
    .meta({ description: 'whether there may be more than that; a long backlog is not counted whole' }),
  seconds: z.number().meta({ description: 'age of the oldest of them' }),
  parked: z.number().int(),
  stopped: z.string().nullable().meta({ description: 'why it stopped, in the process that answered' }),
});

const Parked = z.object({
  projection: z.string(),
  eventId: Id,
  type: z.string(),
  aggregateId: Id,
  position: z.number().int(),
  occurredAt: Instant,
  error: z.string().nullable(),
});

const Drained = z.object({ applied: z.number().int(), left: z.number().int(), error: z.string().optional() });

const Gone = z.object({
  position: z.number().int(),
  eventId: Id,
  type: z.string().optional(),
  aggregateId: Id.optional(),
});

const Restored = z.object({
  projection: z.string(),
  source: z.string(),
  way: z.enum(['rebuilt', 'continued']),
  gone: z.array(Gone),
  handledForNothing: z
    .array(Gone)
    .meta({ description: 'had effects outside the tables: a person must look after them' }),
});

const ProjectionName = z.string().min(1).max(100);
const tag = 'operator';
const problems = ['OPERATOR.NOT_ALLOWED', 'OPERATOR.REFUSED'] as const;

/** What an administrator can ask of a service's event path and do to it. */
export function operatorEndpoints(service: ServiceName) {
  const base = `/api/${service}/operator` as const;
  return {
    lag: endpoint({
      method: 'GET',
      path: `${base}/lag`,
      summary: 'How far each projection is behind',
      tag,
      response: z.object({ items: z.array(Lag) }),
      problems,
    }),
    parked: endpoint({
      method: 'GET',
      path: `${base}/parked`,
      summary: 'Parked events, in log order',
      tag,
      response: z.object({ items: z.array(Parked) }),
      problems,
    }),
    retry: endpoint({
      method: 'POST',
      path: `${base}/parked/retries`,
      summary: 'Apply the parked events of one aggregate again, in order',
      tag,
      body: z.strictObject({ projection: ProjectionName, aggregateId: Id }),
      response: Drained,
      problems,
    }),
    skip: endpoint({
      method: 'POST',
      path: `${base}/parked/skips`,
      summary: 'Never apply one parked event, with the reason',
      tag,
      body: z.strictObject({ projection: ProjectionName, eventId: Id, reason: text(500) }),
      response: z.null(),
      status: 204,
      problems,
    }),
    rebuild: endpoint({
      method: 'POST',
      path: `${base}/rebuilds`,
      summary: 'Build a projection into new tables and swap when it has caught up',
      tag,
      body: z.strictObject({ projection: ProjectionName }),
      response: z.null(),
      status: 202,
      problems,
    }),
    restored: endpoint({
      method: 'POST',
      path: `${base}/restored-sources`,
      summary: 'Go on after a source was put back to an earlier state',
      tag,
      body: z.strictObject({ source: ProjectionName }),
      response: z.object({ items: z.array(Restored) }),
      problems,
    }),
  };
}
