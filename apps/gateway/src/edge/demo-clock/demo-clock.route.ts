import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PlatformRequest } from '#platform';
import type { EdgeConfig } from '../edge-environment.js';
import { edgeProblem, sendProblem } from '../edge-problem.js';
import type { ServiceAnswer, Services } from '../services.js';
import { DEMO_CLOCK_PATH } from './document.js';
import { untilSettled } from './until-settled.js';

const Moved = z.object({ now: z.iso.datetime({ offset: true }) });

/** Moves the clock at its owner, who checks caller and time, and answers when every service has followed. */
export function addDemoClock(fastify: FastifyInstance, services: Services, config: EdgeConfig): void {
  fastify.post(DEMO_CLOCK_PATH, async (request, reply) => {
    const moved = await moveAtOwner(request, services);
    if (!moved) return sendProblem(request, reply, edgeProblem('SERVICE.UNREACHABLE', 'departments'));
    if (moved.status !== 200) return reply.status(moved.status).type(moved.contentType).send(moved.body);
    return settle(request, reply, Moved.parse(JSON.parse(moved.body)).now);
  });

  async function settle(request: FastifyRequest, reply: FastifyReply, now: string): Promise<unknown> {
    const restless = await untilSettled(services, new Date(now), config.DEMO_SETTLE_SECONDS * 1000);
    if (restless.length > 0) return sendProblem(request, reply, edgeProblem('DEMO.NOT_SETTLED', restless.join(', ')));
    return { now };
  }
}

async function moveAtOwner(request: FastifyRequest, services: Services): Promise<ServiceAnswer | undefined> {
  const { authorization } = request.headers;
  const { correlationId, traceparent } = request as PlatformRequest;
  try {
    return await services.ask('departments', {
      method: 'POST',
      path: '/api/departments/demo/clock',
      headers: {
        'content-type': 'application/json',
        'x-correlation-id': correlationId,
        traceparent,
        ...(authorization && { authorization }),
      },
      body: JSON.stringify(request.body ?? null),
    });
  } catch {
    return undefined;
  }
}
