import { readFileSync } from 'node:fs';
import { parseArguments } from './arguments.js';
import { asGraded } from './graded.js';
import { decodeText, decompose, readPlainText } from '../src/index.js';
import { readRegister } from './register-file.js';

/** `npm run --silent plan:parse -- FILE [--register JSON]`: the tasks of a paper as one JSON object on standard output. */
function main(): void {
  const { file, registerFile } = parseArguments(process.argv.slice(2));
  const paper = readPlainText(decodeText(readFileSync(file)));
  const proposal = decompose(
    paper,
    registerFile === undefined ? undefined : readRegister(readFileSync(registerFile, 'utf8')),
  );
  process.stdout.write(`${JSON.stringify(asGraded(proposal), null, 1)}\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
