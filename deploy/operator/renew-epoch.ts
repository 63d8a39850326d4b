import pg from 'pg';
import { renewEpoch } from '#messaging';

const USAGE =
  'Usage: DATABASE_URL=postgres://<administrator>@<host>/<database> npm run --silent operator:renew-epoch -- <service> …';

/** What an operator runs on a database that was put back to an earlier state, before any service is started. */
async function renewEpochs(services: readonly string[], url: string | undefined): Promise<void> {
  if (services.length === 0 || !url) throw new Error(USAGE);
  const pool = new pg.Pool({ connectionString: url, application_name: 'lianban-renew-epoch', max: 1 });
  try {
    for (const service of services) {
      const epoch = await renewEpoch(pool, { service, schema: service });
      console.log(`The log of ${service} begins the epoch ${epoch}.`);
    }
  } finally {
    await pool.end();
  }
  console.log('Start the services now. Each that follows one of these stops, until its operator accepts the source.');
}

renewEpochs(process.argv.slice(2), process.env.DATABASE_URL).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
