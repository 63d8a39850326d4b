import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Tells the person at the terminal what takes so long; one line each. */
export type Progress = (line: string) => void;

export interface JarsOptions {
  /** Where the jars are kept between runs, e.g. `.lianban/kafka/libs`. */
  libsDir: string;
  progress?: Progress;
}

/** A Java program whose jars one file names. */
export interface JavaProduct {
  /** E.g. `Apache Kafka`. */
  name: string;
  /** What a fetch takes, e.g. `54 MB`. */
  size: string;
  pom: string;
}

/** The repository's `deploy/kafka`, found from the sources as well as from `dist/`. */
export function kafkaFile(name: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'deploy/kafka/pom.xml'))) {
    const parent = path.dirname(folder);
    if (parent === folder) {
      throw new Error('deploy/kafka/pom.xml is missing: run from a complete checkout of the repository.');
    }
    folder = parent;
  }
  return path.join(folder, 'deploy/kafka', name);
}

/** `ensureJars` of Apache Kafka, about half a minute. */
export function ensureKafkaJars(options: JarsOptions): Promise<void> {
  return ensureJars({ name: 'Apache Kafka', size: '54 MB', pom: kafkaFile('pom.xml') }, options);
}

/**
 * Makes sure that the product's jars are in `libsDir`, fetching them through Maven once. Fetches again when the versions in its
 * `pom.xml` have changed.
 *
 * @throws Error when Maven is missing or cannot fetch; the message says what to do.
 */
export async function ensureJars(
  { name, size, pom }: JavaProduct,
  { libsDir, progress = () => {} }: JarsOptions,
): Promise<void> {
  const wanted = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const stamp = path.join(libsDir, '.pom-sha256');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;

  await mkdir(path.dirname(libsDir), { recursive: true });
  // Into a folder beside it and then renamed: an interrupted fetch must not look like a complete one.
  const fresh = await mkdtemp(`${libsDir}-`);
  try {
    progress(`Fetching ${name} through Maven (${size}, once) ...`);
    await runMaven(name, pom, fresh, progress);
    await writeFile(path.join(fresh, '.pom-sha256'), wanted);
    await rm(libsDir, { recursive: true, force: true });
    await rename(fresh, libsDir);
    progress(`${name} is ready in ${libsDir}`);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

async function runMaven(name: string, pom: string, outputDirectory: string, progress: Progress): Promise<void> {
  const args = ['-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${outputDirectory}`];
  const maven = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const failed = new Promise<never>((_, reject) =>
    maven.once('error', (error) => reject(missing('Maven', `"mvn" could not be run (${error.message})`, error, name))),
  );
  const ended = new Promise<number | null>((resolve) => maven.once('close', resolve));

  const tail: string[] = [];
  let jars = 0;
  for (const stream of [maven.stdout, maven.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 20) tail.shift();
      if (/Downloaded from .*\.jar/.test(line) && ++jars % 20 === 0) progress(`  ${jars} jars fetched`);
    });
  }
  const code = await Promise.race([ended, failed]);
  if (code !== 0) {
    throw new Error(
      `Maven could not fetch ${name} (exit code ${code}). Check the network or the mirror in ~/.m2/settings.xml. ` +
        `Maven's last lines:\n${tail.join('\n')}`,
    );
  }
}

/** The error for a program that is not there, or not as it must be. */
export function missing(tool: string, why: string, cause?: Error, product = 'Apache Kafka'): Error {
  return new Error(
    `${tool} is needed to run a local ${product}, and ${why}. ` +
      'Install it, for example: apt-get install openjdk-17-jre-headless maven',
    { cause },
  );
}
