import { randomBytes } from 'node:crypto';
import { decomposeInWorker } from '#papers';
import { docx, p } from '../../../libs/papers/test/build/docx.js';
import { durationsOf, type Durations } from '../statistics.js';
import { paperOf } from './paper.js';

const MEGABYTE = 2 ** 20;

export interface FileFigures {
  what: string;
  fileMegabytes: number;
  characters: number;
  tasks: number;
  milliseconds: Durations;
  /** The most memory that the process which read it ever had, everything counted. */
  peakMegabytes: number;
}

/** Papers of Word as they are handed in: what makes one large is its pictures; the other has as much text as a paper may have. */
export async function measureFiles(rounds: number, say: (line: string) => void): Promise<FileFigures[]> {
  const figures: FileFigures[] = [];
  for (const { what, characters, pictures } of [
    { what: 'a paper with pictures', characters: 50_000, pictures: 19.9 * MEGABYTE },
    { what: 'a paper of nothing but text', characters: 900_000, pictures: 0 },
  ]) {
    say(`.docx, ${what}, ${rounds} rounds`);
    figures.push(await measureFile(what, paperOf(characters), pictures, rounds));
  }
  return figures;
}

async function measureFile(what: string, text: string, pictures: number, rounds: number): Promise<FileFigures> {
  const body = text.split('\n').map((line) => p(line));
  const extra = [{ name: 'word/media/image1.png', content: randomBytes(pictures) }]; // packs as badly as a picture
  const bytes = docx({ body: body.join(''), extra });
  const durations: number[] = [];
  let peak = 0;
  let tasks = 0;
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const onPeak = (is: number): void => void (peak = Math.max(peak, is));
    const proposal = await decomposeInWorker({ name: 'plan.docx', bytes }, undefined, { onPeak });
    durations.push(performance.now() - begun);
    tasks = proposal.tasks.length;
  }
  return {
    what,
    fileMegabytes: Math.round((bytes.length / MEGABYTE) * 10) / 10,
    characters: text.length,
    tasks,
    milliseconds: durationsOf(durations),
    peakMegabytes: Math.round(peak / MEGABYTE),
  };
}

export function printedFiles(files: readonly FileFigures[]): string[] {
  return [
    'Reading and understanding a .docx in a process of its own, its start included',
    ...files.map(
      ({ what, fileMegabytes, characters, tasks, milliseconds, peakMegabytes }) =>
        `${what}, ${fileMegabytes} MB, ${characters} characters, ${tasks} tasks: p50 ${milliseconds.p50} ms, max ${milliseconds.max} ms; at most ${peakMegabytes} MB`,
    ),
  ];
}
