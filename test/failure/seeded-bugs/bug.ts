import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventPath, RegisteredProjection } from '#messaging';
import type { ServiceName, ServiceRuntime } from '#platform';

/** A fault put into the product on purpose, by wrapping a port of it: the checker must find it. */
export interface SeededBug {
  name: string;
  /** What must be found, by the name of a rule of the checker. */
  foundBy: string;
  /** Whether it shows only where writers dawdle between position and commit. */
  needsSlowCommits?: true;
  /** Puts it in, before the projections are registered. */
  install: (app: NestFastifyApplication, runtimes: readonly ServiceRuntime[]) => void;
}

export type Handle = RegisteredProjection['handle'];
export type Runner = ReturnType<EventPath['add']>;

/** Replaces the handler of one projection, and hands out its runner once that is made. */
export function wrapProjection(
  runtimes: readonly ServiceRuntime[],
  service: ServiceName,
  name: string,
  wrap: (handle: Handle) => { handle?: Handle; runner?: (runner: Runner) => void },
): void {
  const path = runtimes.find((runtime) => runtime.service === service)?.eventPath.path;
  if (!path) throw new Error(`${service} does not run here.`);
  const add = path.add.bind(path);
  path.add = (projection) => {
    if (projection.name !== name) return add(projection);
    const { handle = projection.handle, runner: change } = wrap(projection.handle);
    const runner = add({ ...projection, handle });
    change?.(runner);
    return runner;
  };
}
