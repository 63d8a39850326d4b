import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { missing } from './jars.js';

/** Kafka 4 is compiled for it. */
const OLDEST = 17;
const PRODUCT = `Java ${OLDEST} or newer`;

/**
 * Looks for a Java that can run a broker.
 * @throws Error that says what to install when there is none, or an older one
 */
export async function ensureJava(): Promise<void> {
  const printed = await promisify(execFile)('java', ['-version']).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`,
    (error: Error) => Promise.reject(missing(PRODUCT, `"java" could not be run (${error.message.trim()})`, error)),
  );
  const major = /version "(?:1\.)?(\d+)/.exec(printed)?.[1]; // before 9 it called itself 1.8
  if (Number(major) >= OLDEST) return;
  throw missing(PRODUCT, `the "java" on PATH is ${major ?? 'of a version that it does not tell'}`);
}
