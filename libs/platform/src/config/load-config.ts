import type { z } from 'zod';

type Variables = Record<string, string | undefined>;

/** The configuration is wrong: every failure at once, so that one restart mends them all. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly failures: readonly string[]) {
    super(`The configuration has ${failures.length} error(s):\n${failures.map((line) => `  - ${line}`).join('\n')}`);
  }
}

/**
 * Reads `env` through `schema` once and freezes the result.
 * @throws ConfigurationError naming every bad variable with the value received.
 */
export function loadConfig<S extends z.ZodObject>(schema: S, env: Variables): Readonly<z.infer<S>> {
  const result = schema.safeParse(env);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigurationError(failuresIn(result.error, env));
}

/** What is wrong with `env` for `schema`, a line for each bad variable. */
export function configurationFailures(schema: z.ZodObject, env: Variables): string[] {
  const { error } = schema.safeParse(env);
  return error ? failuresIn(error, env) : [];
}

function failuresIn({ issues }: z.ZodError, env: Variables): string[] {
  return issues.map(({ path, message }) => {
    const name = path.join('.');
    return `${name}: ${message} (received ${describe(name, env[name])})`;
  });
}

/** Secrets must not reach a log, not even wrong ones. */
function describe(name: string, value: string | undefined): string {
  if (value === undefined) return 'nothing';
  return /URL|KEY|PASSWORD|SECRET/.test(name) ? 'a value that is not shown' : JSON.stringify(value);
}
