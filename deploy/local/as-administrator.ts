import pg from 'pg';

/** Runs `work` on a connection of an administrator of the database. */
export async function asAdministrator(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url, application_name: 'lianban-install' });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
