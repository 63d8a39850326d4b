import { BOTH, type FaultKind } from './fault.js';

const TERMINATE = `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
  WHERE usename LIKE '%\\_runtime' AND pid <> pg_backend_pid()`;

/** An administrator ends all sessions of the services, several times in a row. */
export const SESSIONS_TERMINATED: FaultKind = {
  name: 'database sessions terminated',
  modes: BOTH,
  takes: ['PostgreSQL'],
  inject: async ({ bench: { postgres } }, random) => {
    let ended = 0;
    const terminate = async (): Promise<void> => {
      ended += (await postgres.query<{ ended: boolean }>(TERMINATE)).filter((row) => row.ended).length;
    };
    await terminate();
    return {
      lasts: random.int(0, 1_000),
      heal: terminate,
      proof: () => Promise.resolve(ended > 0 ? `${ended} sessions ended` : null),
    };
  },
};
