import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decompose, readPlainText, type Register } from '#decomposition';
import { corpus, grade, type Figures, type Graded } from './support/grade.js';
import { VARIATIONS } from './support/variations.js';

const register = JSON.parse(readFileSync(path.join(import.meta.dirname, 'register.json'), 'utf8')) as Register;

function expectReached(figures: Figures): void {
  expect(figures.crashed).toBe(0);
  expect(figures.taskF1).toBeGreaterThanOrEqual(0.98);
  expect(figures.unitF1).toBeGreaterThanOrEqual(0.98);
  expect(figures.leadAccuracy).toBeGreaterThanOrEqual(0.98);
  expect(figures.coAccuracy).toBeGreaterThanOrEqual(0.97);
  expect(figures.deadlineAccuracy).toBeGreaterThanOrEqual(0.97);
  expect(figures.falseDeadlineRate).toBeLessThanOrEqual(0.01);
  expect(figures.indicators.f1).toBeGreaterThanOrEqual(0.95);
}

// The grader is a program of its own, started twice a test: five seconds are not enough on a busy machine.
describe('the corpus', { timeout: 60_000 }, () => {
  let papers: Graded[];
  let plain: Figures;

  beforeAll(async () => {
    papers = await corpus();
    plain = (await grade(papers)).figures;
  });

  it('is understood without a register', () => {
    expectReached(plain);
  });

  it('is understood with a register', async () => {
    expectReached((await grade(papers, register)).figures);
  });

  it('never excludes a sentence that a row of the truth comes from', () => {
    const wrong = papers.flatMap(({ text, truth }) => {
      const rows = (JSON.parse(truth) as { text: string }[]).map((row) => row.text);
      const { sentences } = decompose(readPlainText(text));
      return sentences.filter(
        (sentence) =>
          sentence.state !== 'task' && sentence.text.length > 12 && rows.some((row) => row.includes(sentence.text)),
      );
    });
    expect(wrong).toEqual([]);
  });

  it.for(VARIATIONS)('is understood alike with $name', async ({ vary }) => {
    const varied = papers.map(vary);
    expect(varied.some(({ text }, at) => text !== papers[at]?.text)).toBe(true);
    const { figures } = await grade(varied);
    const keys = ['taskF1', 'unitF1', 'leadAccuracy', 'coAccuracy', 'deadlineAccuracy'] as const;
    const lost = keys.filter((key) => figures[key] < plain[key] - 0.01);
    expect(lost).toEqual([]);
    expect(figures.falseDeadlineRate).toBeLessThanOrEqual(plain.falseDeadlineRate + 0.01);
    expect(figures.indicators.f1).toBeGreaterThanOrEqual(plain.indicators.f1 - 0.01);
  });
});
