import type { PostgresHost } from '../installation/postgres-host.js';
import { BOTH, type FaultKind } from './fault.js';

/** The server goes away in one of the ways, stays away, and comes back. */
function goesDown(name: string, down: (postgres: PostgresHost) => Promise<void>): FaultKind {
  return {
    name,
    modes: BOTH,
    takes: ['PostgreSQL'],
    inject: async ({ bench: { postgres } }, random) => {
      const before = await postgres.startedAt();
      await down(postgres);
      return {
        lasts: random.int(200, 2_500),
        heal: () => postgres.startServer(),
        proof: async () => {
          const after = await postgres.startedAt();
          return after === before ? null : `server started anew at ${after}`;
        },
      };
    },
  };
}

export const POSTGRES_DOWN: readonly FaultKind[] = [
  goesDown('PostgreSQL restarted', (postgres) => postgres.stop()),
  goesDown('PostgreSQL killed', (postgres) => postgres.kill()),
];
