import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { decodeText, decompose, readPlainText, type Register } from '#decomposition';
import { asGraded } from '../../../libs/papers/cli/graded.js';

const run = promisify(execFile);
const HERE = path.resolve(import.meta.dirname, '..');
export const CORPUS = path.join(HERE, 'corpus');
const GRADER = path.join(HERE, 'score-decomposition.mjs');

/** A paper and the rows that must be found in it. */
export interface Graded {
  name: string;
  text: string;
  truth: string;
}

export interface Figures {
  crashed: number;
  taskF1: number;
  unitF1: number;
  leadAccuracy: number;
  coAccuracy: number;
  deadlineAccuracy: number;
  falseDeadlineRate: number;
  indicators: { f1: number; unitF1: number };
}

export async function corpus(): Promise<Graded[]> {
  const files = (await readdir(CORPUS)).filter((file) => file.endsWith('.txt')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace('.txt', ''),
      text: decodeText(await readFile(path.join(CORPUS, file))),
      truth: await readFile(path.join(CORPUS, file.replace('.txt', '.truth.json')), 'utf8'),
    })),
  );
}

/** Figures of the grader over `papers`, parsed here with `register`; `report` is what it prints for people. */
export async function grade(
  papers: readonly Graded[],
  register?: Register,
): Promise<{ figures: Figures; report: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianban-grade-'));
  try {
    for (const { name, text, truth } of papers) {
      const file = path.join(folder, `${name}.txt`);
      await writeFile(file, text);
      await writeFile(path.join(folder, `${name}.truth.json`), truth);
      await writeFile(`${file}.parsed.json`, JSON.stringify(asGraded(decompose(readPlainText(text), register))));
    }
    const command = [GRADER, '--truth', folder, '--parser', 'cat {}.parsed.json'];
    const { stdout } = await run(process.execPath, [...command, '--json'], { maxBuffer: 1 << 28 });
    const report = await run(process.execPath, command);
    return { figures: (JSON.parse(stdout) as { total: Figures }).total, report: report.stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
