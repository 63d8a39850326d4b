import pg from 'pg';

const WANTED = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** Figures of a database that may lose what it acknowledged are worth nothing: the bench refuses to make them. */
export async function durabilityOf(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
      [WANTED],
    );
    const off = rows.filter(({ setting }) => setting !== 'on');
    if (off.length > 0) throw new Error(`The bench needs ${off.map(({ name }) => name).join(', ')} on.`);
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  } finally {
    await client.end();
  }
}
