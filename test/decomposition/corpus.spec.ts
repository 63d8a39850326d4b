import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Register } from '#decomposition';
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

describe('the corpus', () => {
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

  it.for(VARIATIONS)('is understood alike with $name', async ({ vary }) => {
    const varied = papers.map(vary);
    expect(varied.some(({ text }, at) => text !== papers[at]?.text)).toBe(true);
    const { figures } = await grade(varied);
    for (const key of ['taskF1', 'unitF1', 'leadAccuracy', 'coAccuracy', 'deadlineAccuracy'] as const) {
      expect({ [key]: figures[key] >= plain[key] - 0.01 }).toEqual({ [key]: true });
    }
    expect(figures.falseDeadlineRate).toBeLessThanOrEqual(plain.falseDeadlineRate + 0.01);
    expect(figures.indicators.f1, 'indicators').toBeGreaterThanOrEqual(plain.indicators.f1 - 0.01);
  });
});
