import { BOTH, type FaultKind } from './fault.js';

const FUNCTION = `CREATE OR REPLACE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN IF random() < 0.15 THEN PERFORM pg_sleep(random() * 0.4); END IF; RETURN NULL; END $$`;
const TRIGGER = `CREATE TRIGGER dawdle AFTER INSERT ON tasks.event_log FOR EACH STATEMENT EXECUTE FUNCTION public.dawdle()`;

/** Every seventh writer holds its position for a while before it commits: higher positions commit before lower ones. */
export const SLOW_COMMITS: FaultKind = {
  name: 'commits out of order',
  modes: BOTH,
  takes: ['PostgreSQL'],
  inject: async ({ product, bench: { postgres } }, random) => {
    const database = product.options.names.tasks;
    const run = (text: string) => postgres.query(text, [], database);
    await run(FUNCTION);
    await run(TRIGGER);
    const [before] = await postgres.query<{ end: string }>(
      'SELECT max(position) AS end FROM tasks.event_log',
      [],
      database,
    );
    return {
      lasts: random.int(2_000, 5_000),
      heal: async () => void (await run('DROP TRIGGER IF EXISTS dawdle ON tasks.event_log')),
      proof: async () => {
        const text = `SELECT count(*)::integer AS turned FROM (
          SELECT xmin::text::bigint AS writer, lead(xmin::text::bigint) OVER (ORDER BY position) AS next FROM tasks.event_log WHERE position > $1) log
          WHERE next < writer`;
        const [row] = await postgres.query<{ turned: number }>(text, [before?.end ?? 0], database);
        const [written] = await postgres.query<{ count: number }>(
          'SELECT count(*)::integer AS count FROM tasks.event_log WHERE position > $1',
          [before?.end ?? 0],
          database,
        );
        return written && written.count > 20
          ? `${written.count} events written meanwhile, ${row?.turned ?? 0} by older transactions than the one before`
          : null;
      },
    };
  },
};
