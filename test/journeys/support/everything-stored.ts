import pg from 'pg';

const TABLES = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;

/** Rows and content of every table of every service, the event logs among them: a digest by the table's name. */
export async function everythingStored(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(TABLES);
    const digests = tables.map(({ name }) => `SELECT '${name}' AS name, ${DIGEST} AS digest FROM ${name} AS r`);
    const { rows } = await client.query<{ name: string; digest: string }>(digests.join(' UNION ALL '));
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
  } finally {
    await client.end();
  }
}

/** Rows in an order of their own content, because where they lie may change without them. */
const DIGEST = `count(*) || ' rows ' || md5(coalesce(string_agg(r::text, chr(10) ORDER BY r::text), ''))`;
