import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RegisteredProjection, RelayParts } from '#messaging';
import { Database, ServiceRuntimes, type ServiceRuntime } from '#platform';
import { bugsNamed } from '../seeded-bugs/bugs.js';
import { arm, pass, type Point } from './points.js';
import { cure, poison, refusePoison } from './poison.js';

/** What the suite tells a process over its channel. */
export type Order = { arm: Point; nth: number } | { poison: string } | { cure: true };

/** Puts this suite's hands on the ports of the services in `app`. The product knows nothing of it. */
export function compose(app: NestFastifyApplication): void {
  const runtimes = app.get(ServiceRuntimes, { strict: false }).all;
  for (const runtime of runtimes) {
    wrapHandlers(runtime);
    wrapRelay(runtime);
    databaseOf(runtime).onCommit(() => pass('command-before-answer'));
  }
  for (const bug of bugsNamed(process.env.FAILURE_BUGS)) bug.install(app, runtimes);
  process.on('message', (order: Order) => {
    if ('arm' in order) arm(order.arm, order.nth);
    else if ('poison' in order) poison(order.poison);
    else cure();
  });
}

function wrapHandlers({ eventPath }: ServiceRuntime): void {
  const { path } = eventPath;
  const add = path.add.bind(path);
  path.add = (projection) => {
    const handle: RegisteredProjection['handle'] = async (batch, context) => {
      refusePoison(projection.name, batch);
      const result = await projection.handle(batch, context);
      pass('effects-before-commit');
      context.afterCommit(() => pass('commit-before-offsets'));
      return result;
    };
    return add({ ...projection, handle });
  };
}

function wrapRelay({ eventPath }: ServiceRuntime): void {
  const { relay } = eventPath as unknown as { relay?: { parts: RelayParts } };
  if (!relay) return;
  const { publisher } = relay.parts;
  const send = publisher.send.bind(publisher);
  publisher.send = async (messages) => {
    await send(messages);
    pass('send-before-cursor');
  };
}

function databaseOf({ eventPath }: ServiceRuntime): Database {
  return (eventPath as unknown as { database: Database }).database;
}
