import { describe, expect, it } from 'vitest';
import { outcomeOf, summary, type VitestReport } from './outcome.js';

function report(...statuses: string[]): VitestReport {
  const assertionResults = statuses.map((status, index) => ({ fullName: `test ${index}`, status }));
  const failed = statuses.includes('failed');
  return {
    success: !failed,
    testResults: [{ name: 'a.spec.ts', status: failed ? 'failed' : 'passed', assertionResults }],
  };
}

describe('the outcome of a test run', () => {
  it('counts what passed and what failed', () => {
    expect(outcomeOf(report('passed', 'failed', 'passed'))).toEqual({ passed: 2, failed: 1, skipped: [] });
  });

  it.for(['pending', 'skipped', 'todo', 'disabled'])('counts a test that is %s as failed and names it', (status) => {
    expect(outcomeOf(report('passed', status))).toEqual({ passed: 1, failed: 1, skipped: ['test 1'] });
  });

  it('counts a file that could not be loaded as failed', () => {
    const broken = { name: 'b.spec.ts', status: 'failed', assertionResults: [] };
    const { testResults } = report('passed');
    expect(outcomeOf({ success: false, testResults: [...testResults, broken] })).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });

  it('counts a run without a test as failed', () => {
    expect(outcomeOf({ success: true, testResults: [] })).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a run as failed that fails for a reason no test names', () => {
    expect(outcomeOf({ ...report('passed'), success: false })).toMatchObject({ passed: 1, failed: 1 });
  });

  it('ends with the sum of all steps', () => {
    const outcomes = [outcomeOf(report('passed', 'passed')), outcomeOf(report('passed', 'failed'))];
    expect(summary(outcomes)).toBe('Tests: 3 passed, 1 failed');
  });
});
