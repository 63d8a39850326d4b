import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureKafkaJars } from '../../deploy/kafka/jars.js';
import { ensureJava } from '../../deploy/kafka/java.js';
import { outcomeOf, summary, type Outcome, type VitestReport } from './outcome.js';
import { STEPS, type Step } from './steps.js';

/** `npm test`: every step, or those named on the command line (`npm test -- unit database`). */
async function main(names: readonly string[]): Promise<void> {
  const steps: readonly Step[] = STEPS.filter(({ name }) => names.length === 0 || names.includes(name));
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Error(`No step ${unknown.join(', ')}. There are: ${STEPS.map(({ name }) => name).join(', ')}.`);
  // Said now and not after ten minutes: what Kafka needs is missing.
  if (steps.some(({ needsKafka }) => needsKafka)) {
    await ensureJava();
    await ensureKafkaJars({ libsDir: path.resolve('.lianban/kafka/libs'), progress: console.log });
  }
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    console.log(`\n── ${step.name}: ${step.why}`);
    const outcome = await runStep(step);
    for (const name of outcome.skipped) console.log(`Skipped, which counts as failed: ${name}`);
    outcomes.push(outcome);
  }
  console.log(`\n${summary(outcomes)}`);
  process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
}

async function runStep(step: Step): Promise<Outcome> {
  if ('project' in step) return runProject(step.project);
  const status = await run(step.command);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: [] };
}

async function runProject(project: string): Promise<Outcome> {
  const directory = await mkdtemp(path.join(tmpdir(), 'lianban-report-'));
  const file = path.join(directory, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const status = await run(['vitest', 'run', '--project', project, ...reporters]);
    const outcome = outcomeOf(JSON.parse(await readFile(file, 'utf8')) as VitestReport);
    // Vitest also fails for an error outside any test, e.g. a promise that nobody waited for.
    return status !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Runs a command of node_modules/.bin, which npm puts on PATH; resolves with its exit code. */
async function run([command = '', ...args]: readonly string[]): Promise<number | null> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

await main(process.argv.slice(2));
