import { decompose, readPlainText } from '#decomposition';
import { durationsOf, ratio, type Durations } from '../statistics.js';
import { measureFiles, printedFiles, type FileFigures } from './file.js';
import { paperOf } from './paper.js';

const CHARACTERS = 50_000;
const TIMES = [1, 2, 4, 8];

export interface DecomposeFigures {
  papers: { times: number; characters: number; tasks: number; milliseconds: Durations; perCharacter: number }[];
  files: FileFigures[];
}

interface Asked {
  rounds: number;
  say: (line: string) => void;
}

/** How long a paper takes to be understood once the program is loaded, and how that grows with its length. */
export async function measureDecompose({ rounds, say }: Asked): Promise<DecomposeFigures> {
  for (let warmUp = 0; warmUp < 3; warmUp++) decompose(readPlainText(paperOf(CHARACTERS)));
  const papers = TIMES.map((times) => {
    say(`${times} x ${CHARACTERS} characters, ${rounds} rounds`);
    return { times, ...measure(paperOf(CHARACTERS * times), rounds) };
  });
  const first = papers[0]?.milliseconds.p50 ?? 1;
  return {
    papers: papers.map((paper) => ({ ...paper, perCharacter: ratio(paper.milliseconds.p50, first * paper.times) })),
    files: await measureFiles(Math.min(rounds, 5), say),
  };
}

function measure(text: string, rounds: number) {
  let tasks = 0;
  const milliseconds = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    tasks = decompose(readPlainText(text)).tasks.length;
    return performance.now() - begun;
  });
  return { characters: text.length, tasks, milliseconds: durationsOf(milliseconds) };
}

export function printedDecompose({ papers, files }: DecomposeFigures): string {
  const lines = papers.map(
    ({ times, characters, tasks, milliseconds, perCharacter }) =>
      `${times}x  ${characters} characters, ${tasks} tasks: p50 ${milliseconds.p50} ms, max ${milliseconds.max} ms; per character ${perCharacter} of 1x`,
  );
  return ['Understanding a paper', ...lines, ...printedFiles(files)].join('\n');
}
