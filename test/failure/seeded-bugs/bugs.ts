import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceRuntime } from '#platform';
import type { WrapHandler } from '../composition/compose.js';

/** A fault put into the product on purpose, by wrapping a port of it: the checker must find it. */
export interface SeededBug {
  name: string;
  /** What must be found, as a rule of the checker calls it. */
  wrapHandler?: WrapHandler;
  install?: (app: NestFastifyApplication, runtimes: readonly ServiceRuntime[]) => void;
}

export const BUGS: readonly SeededBug[] = [];

export function bugNamed(name: string | undefined): SeededBug | undefined {
  if (!name) return undefined;
  const bug = BUGS.find((candidate) => candidate.name === name);
  if (!bug) throw new Error(`There is no seeded bug ${name}. There are: ${BUGS.map((each) => each.name).join(', ')}.`);
  return bug;
}
