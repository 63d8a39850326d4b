import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { HeardClient, renewEpoch } from '#messaging';
import { EMBEDDED_DATABASE, startServerOf } from '../local/database-servers.js';
import { openInstallation } from '../local/installation.js';

const USAGE =
  'Usage: npm run --silent operator:renew-epoch -- <service> …, with DATABASE_URL=postgres://<administrator>@<host>/<database>, ' +
  'or with LIANBAN_DATA=<directory of a stopped local installation> for its embedded PostgreSQL.';

/** What an operator runs on a database that was put back to an earlier state, before any service is started. */
async function renewEpochs(services: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (services.length === 0) throw new Error(USAGE);
  if (env.DATABASE_URL) await renewIn(env.DATABASE_URL, services);
  else if (env.LIANBAN_DATA) await renewInInstallation(env.LIANBAN_DATA, services);
  else throw new Error(USAGE); // guessing could renew another log than the one that was put back
  console.log('Start the services now. Each that follows one of these stops, until its operator accepts the source.');
}

async function renewIn(url: string, services: readonly string[]): Promise<void> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'lianban-renew-epoch',
    max: 1,
    Client: HeardClient,
  });
  pool.on('error', () => undefined); // a connection that is still closing when the server is stopped
  try {
    for (const service of services) {
      const epoch = await renewEpoch(pool, { service, schema: service });
      console.log(`The log of ${service} begins the epoch ${epoch}.`);
    }
  } finally {
    await pool.end();
  }
}

/** Starts the embedded server for nobody but this command: it has no other way in while the product is stopped. */
async function renewInInstallation(directory: string, services: readonly string[]): Promise<void> {
  if (!existsSync(path.join(directory, 'postgres'))) {
    throw new Error(`${path.resolve(directory)} is no installation with an embedded PostgreSQL. ${USAGE}`);
  }
  const installation = await openInstallation(directory);
  try {
    const server = await startServerOf(installation);
    try {
      await renewIn(server.localUrlOf(EMBEDDED_DATABASE), services);
    } finally {
      await server.stop();
    }
  } finally {
    await installation.close();
  }
}

renewEpochs(process.argv.slice(2), process.env).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
