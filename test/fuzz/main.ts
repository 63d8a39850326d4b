import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PublicApi } from '../../apps/standalone/src/sample/public-api.js';
import { newDataDirectory, removeDataDirectory, startInstance, type Instance } from '../demo/instance.js';

/** Installed by `.ci/run`. */
const SCHEMATHESIS = path.resolve(process.env.SCHEMATHESIS ?? '.cache/schemathesis/bin/schemathesis');

const CONFIG = path.resolve('test/fuzz/schemathesis.toml');

/** One account per role; the administrator last, for he can take the others' accounts away. */
const CALLERS = [
  'nobody',
  'office.coordinator',
  'group.leader',
  'development-reform.member',
  'office.assessor',
  'office.auditor',
  'dongcheng.liaison',
  'dongcheng.approver',
  'admin',
] as const;

const ENVIRONMENT = {
  ACCESS_TOKEN_MINUTES: '60', // one token per run
  RATE_LIMIT_PER_MINUTE: '1000000',
  SIGN_IN_LIMIT_PER_MINUTE: '1000000',
};

/** All but that right input is taken: what is right in itself may be wrong in the present state. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'ignored_auth',
] as const;

const OPTIONS = [
  '--seed=20211120',
  '--max-examples=15',
  '--phases=examples,coverage,fuzzing',
  `--checks=${CHECKS.join()}`,
  '--warnings=off',
  '--no-shrink',
];

/**
 * Generated requests against the running product, one run per role: no 5xx and no answer that the document does not name.
 * `npm run test:fuzz -- admin nobody` runs as those alone.
 */
async function main(names: readonly string[]): Promise<void> {
  const callers = CALLERS.filter((caller) => names.length === 0 || names.includes(caller));
  const directory = await newDataDirectory();
  const instance = await startInstance('embedded', directory, ENVIRONMENT);
  const failed: string[] = [];
  try {
    const tokens = new Map(
      await Promise.all(callers.map(async (name) => [name, await tokenOf(instance, name)] as const)),
    );
    for (const caller of callers) {
      console.log(`\n── ${caller}`);
      if (!(await passes(instance.origin, tokens.get(caller), directory))) failed.push(caller);
    }
  } finally {
    await instance.stop();
    await removeDataDirectory(directory);
  }
  console.log(`\nTests: ${callers.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) console.log(`Failed as: ${failed.join(', ')}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

async function tokenOf({ origin, passwords }: Instance, caller: string): Promise<string | undefined> {
  if (caller === 'nobody') return undefined;
  const password = caller === 'admin' ? passwords.admin : passwords.sample;
  const session = await PublicApi.at(origin).post<{ accessToken: string }>('/api/departments/sessions', {
    username: caller,
    password,
  });
  return session.accessToken;
}

/** Runs in `directory`, where Schemathesis leaves what it remembers. */
async function passes(origin: string, token: string | undefined, directory: string): Promise<boolean> {
  const authorization = token === undefined ? [] : ['-H', `Authorization: Bearer ${token}`];
  const child = spawn(
    SCHEMATHESIS,
    ['--config-file', CONFIG, 'run', `${origin}/api/openapi.json`, ...OPTIONS, ...authorization],
    {
      cwd: directory,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const failedToStart = once(child, 'error').then(([error]) => {
    throw new Error(
      `Schemathesis could not be started from ${SCHEMATHESIS}: run .ci/run once, or name it in SCHEMATHESIS.`,
      {
        cause: error,
      },
    );
  });
  const [code] = (await Promise.race([once(child, 'exit'), failedToStart])) as [number | null];
  return code === 0;
}

await main(process.argv.slice(2));
