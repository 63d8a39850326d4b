import pg from 'pg';
import { grantLogs, migrate, migratorOf, provisionSchemas } from '#platform';
import { createSigningKeys, type DatabaseTemplate } from '#testing';
import { loadSample } from '../../../apps/standalone/src/sample/load-sample.js';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';
import { SCHEMAS } from '../../../apps/standalone/src/schemas.js';
import { PASSWORDS, startServices } from './services.js';

/** A database of all services with the sample in it, entered through the public API. */
export const cityTemplate: DatabaseTemplate = {
  name: 'city',
  async prepare(url) {
    const urlFor = (role: string) => {
      const own = new URL(url);
      own.username = role;
      return own.href;
    };
    await createSchemas(url, urlFor);
    const all = await startServices({ urlFor, keys: await createSigningKeys() });
    try {
      await loadSample({
        api: PublicApi.at(all.url),
        adminPassword: PASSWORDS.admin,
        samplePassword: PASSWORDS.sample,
      });
      // Else a copy would begin with events on their way, which nothing brings while their source does not relay.
      await untilSettled(await PublicApi.at(all.url).signIn('admin', PASSWORDS.admin));
    } finally {
      await all.stop();
    }
  },
};

async function createSchemas(url: string, urlFor: (role: string) => string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await provisionSchemas(admin, () => undefined);
    for (const { service, migrations } of SCHEMAS) {
      await migrate({ service, migrations: [...migrations], url: urlFor(migratorOf(service)) });
    }
    await grantLogs(admin);
  } finally {
    await admin.end();
  }
}
