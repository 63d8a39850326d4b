import path from 'node:path';
import { startChild } from '../child.js';
import type { Shot } from '../load-client.js';
import { requireFound, type Contender, type ContenderOptions, type Lifecycle } from './contender.js';

const WORK = JSON.stringify({
  title: '负载任务',
  text: '由各区政府组织落实，按月反馈进展。',
  unit: '东城区人民政府',
});
const STEPS = ['ASSIGNED', 'ACCEPTED', 'IN_PROGRESS', 'COMPLETION_SUBMITTED', 'COMPLETED'] as const;

/** Bare NestJS and Fastify: the same steps as the product takes, each with its rows and its event. */
export async function startFloor({ server }: ContenderOptions): Promise<Contender> {
  const child = await startChild(path.join(import.meta.dirname, 'floor.js'), {
    DATABASE_URL: await server.createDatabase('lifecycle_floor'),
  });
  return { url: child.ready, pid: child.pid, lifecycles: [STEP_BY_STEP], stop: () => child.stop() };
}

const STEP_BY_STEP: Lifecycle = {
  name: 'step by step',
  requests: 'create, assign, sign, report, ask for completion, complete; search',
  live: async (client) => {
    const { id } = JSON.parse(await client.ask(post('/tasks'))) as { id: string };
    for (const step of STEPS) await client.ask(post(`/tasks/${id}/${step}`));
    const { items } = JSON.parse(await client.ask({ method: 'GET', path: `/tasks/${id}` })) as { items: object[] };
    requireFound(`task ${id}`, items.length);
  },
};

function post(at: string): Shot {
  return { method: 'POST', path: at, body: WORK };
}
