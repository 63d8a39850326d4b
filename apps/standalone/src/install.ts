import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadConfig, ServiceName } from '#platform';
import { prepareDatabases } from '../../../deploy/local/databases.js';
import { openInstallation } from '../../../deploy/local/installation.js';
import { serviceEnvironment } from '../../../deploy/local/service-environment.js';
import { InstallEnvironment } from './config.js';
import { SCHEMAS } from './schemas.js';

/**
 * The job before a release where services run in containers: brings the database to this build and writes what each
 * service must know into `services/<service>.env` of the data directory, which `node --env-file` reads.
 */
async function install(): Promise<void> {
  const { DATABASE_URL, LIANBAN_DATA } = loadConfig(InstallEnvironment, process.env);
  const installation = await openInstallation(LIANBAN_DATA);
  try {
    const databases = await prepareDatabases(() => DATABASE_URL, SCHEMAS, installation.secrets);
    const directory = path.join(installation.directory, 'services');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const service of ServiceName.options) {
      const environment = serviceEnvironment(service, installation, databases, {
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
      });
      const lines = Object.entries(environment).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
      await writeFile(path.join(directory, `${service}.env`), lines.join(''), { mode: 0o600 });
    }
    console.log('The databases are at this version.');
  } finally {
    await installation.close();
  }
}

await install();
