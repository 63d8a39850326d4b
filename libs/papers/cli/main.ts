import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decomposeInWorker } from '../src/index.js';
import { parseArguments } from './arguments.js';
import { asGraded } from './graded.js';
import { readRegister } from './register-file.js';

/** `npm run --silent plan:parse -- FILE [--register JSON]`: the tasks of a paper as one JSON object on standard output. */
async function main(): Promise<void> {
  const { file, registerFile } = parseArguments(process.argv.slice(2));
  const register = registerFile === undefined ? undefined : readRegister(readFileSync(registerFile, 'utf8'));
  const proposal = await decomposeInWorker({ name: path.basename(file), bytes: readFileSync(file) }, register);
  process.stdout.write(`${JSON.stringify(asGraded(proposal), null, 1)}\n`);
}

// `| head` has read enough: nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
