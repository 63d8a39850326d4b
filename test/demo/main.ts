import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { conclude } from './conclusion.js';
import { newDataDirectory, removeDataDirectory, startInstance, type Mode } from './instance.js';
import { storyteller } from './print.js';
import { runStory, type Outcome } from './story-run.js';

const BEFORE_THE_STORY = '2021-11-20T09:00:00+08:00';

/** `npm run demo`: works the sample's plan from November 2021 to January 2023; exits 1 when the outcome is not what was worked out. */
async function demonstrate(): Promise<void> {
  const { values } = parseArgs({ options: { cluster: { type: 'boolean', default: false } } });
  const expected = JSON.parse(readFileSync(path.join(import.meta.dirname, 'expected.json'), 'utf8')) as Outcome;
  process.exitCode = conclude(expected, await livedIn(values.cluster ? 'cluster' : 'embedded'));
}

/** What came of the story; nothing when somebody stopped it. */
async function livedIn(mode: Mode): Promise<Outcome | undefined> {
  const interrupted = interruption();
  const data = await newDataDirectory();
  try {
    console.log(`\n  Starting the product (${mode}) …`);
    const instance = await startInstance(mode, data, { DEMO_CLOCK: BEFORE_THE_STORY });
    try {
      const story = runStory(instance, storyteller());
      story.catch(() => undefined); // goes on for a moment after an interruption, without anybody to ask
      return await Promise.race([story, interrupted]);
    } finally {
      await instance.stop();
    }
  } finally {
    await removeDataDirectory(data);
  }
}

/** Resolves with nothing on Ctrl-C, so that product and data are put away before the end. */
async function interruption(): Promise<undefined> {
  const asked = Promise.withResolvers<void>();
  // `on`: npm passes on a Ctrl-C that the terminal has sent already, and a second one without a listener would end us.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, asked.resolve);
  await asked.promise;
  console.log('\n  Stopping …');
  return undefined;
}

await demonstrate();
