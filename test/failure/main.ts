import path from 'node:path';
import { FAULT_KINDS } from './faults/kinds.js';
import { optionsOf, type Options } from './options.js';
import { addToRecord, printedTotals, readRecord } from './run/record.js';
import { runSuite } from './run/suite.js';

const RECORD = path.resolve('.lianban-failure/record.json');

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * `npm run test:failure [-- --minutes 60 --seed 7 --json --embedded|--cluster]`: people work while things break, and what
 * they were told is compared with all that is stored. Ends with status 1 where anything differs.
 */
async function main(options: Options): Promise<void> {
  const run = await runSuite(options, FAULT_KINDS, say, (piece) => addToRecord(RECORD, piece));
  const all = await readRecord(RECORD);
  const text = options.json
    ? JSON.stringify({ run, all }, null, 2)
    : `${printedTotals('This run', run)}\n${printedTotals(`All ${all.runs} runs`, all)}`;
  process.stdout.write(`${text}\n`);
  process.exitCode = run.wrong.length > 0 ? 1 : 0;
}

try {
  await main(optionsOf(process.argv.slice(2)));
} catch (error) {
  say((error as Error).stack ?? String(error));
  process.exitCode = 2;
}
process.exit();
