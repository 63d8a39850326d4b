import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Tells the person at the terminal what takes so long; one line each. */
export type Progress = (line: string) => void;

export interface KafkaJarsOptions {
  /** Where the jars are kept between runs, e.g. `.lianban/kafka/libs`. */
  libsDir: string;
  progress?: Progress;
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

/**
 * Makes sure that Apache Kafka's jars are in `libsDir`, fetching them through Maven once (54 MB, about half a minute).
 * Fetches again when the versions in `pom.xml` have changed.
 *
 * @throws Error when Maven is missing or cannot fetch; the message says what to do.
 */
export async function ensureKafkaJars({ libsDir, progress = () => {} }: KafkaJarsOptions): Promise<void> {
  const pom = kafkaFile('pom.xml');
  const wanted = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const stamp = path.join(libsDir, '.pom-sha256');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;

  await mkdir(path.dirname(libsDir), { recursive: true });
  // Into a folder beside it and then renamed: an interrupted fetch must not look like a complete one.
  const fresh = await mkdtemp(`${libsDir}-`);
  try {
    progress('Fetching Apache Kafka through Maven (54 MB, once) ...');
    await runMaven(pom, fresh, progress);
    await writeFile(path.join(fresh, '.pom-sha256'), wanted);
    await rm(libsDir, { recursive: true, force: true });
    await rename(fresh, libsDir);
    progress(`Apache Kafka is ready in ${libsDir}`);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

async function runMaven(pom: string, outputDirectory: string, progress: Progress): Promise<void> {
  const args = ['-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${outputDirectory}`];
  const maven = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const failed = new Promise<never>((_, reject) =>
    maven.once('error', (error) => reject(missing('Maven', `"mvn" could not be run (${error.message})`, error))),
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
      `Maven could not fetch Apache Kafka (exit code ${code}). Check the network or the mirror in ~/.m2/settings.xml. ` +
        `Maven's last lines:\n${tail.join('\n')}`,
    );
  }
}

/** The error for a program that is not there, or not as it must be. */
export function missing(product: string, why: string, cause?: Error): Error {
  return new Error(
    `${product} is needed to run a local Apache Kafka, and ${why}. ` +
      'Install it, for example: apt-get install openjdk-17-jre-headless maven',
    { cause },
  );
}
