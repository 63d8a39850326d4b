/** What a step did. */
export interface Outcome {
  passed: number;
  failed: number;
  /** Names of tests that were left out. A test that does not run proves nothing, so each counts as failed. */
  skipped: readonly string[];
}

/** The part of vitest's JSON report that counts. */
export interface VitestReport {
  success: boolean;
  testResults: readonly {
    name: string;
    status: string;
    assertionResults: readonly { fullName: string; status: string }[];
  }[];
}

/** Counts a report; a file that failed without a test in it, and a run without any test, are failures. */
export function outcomeOf(report: VitestReport): Outcome {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const broken = tests.filter(({ status }) => status === 'failed').length;
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
  const files = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const failed = broken + skipped.length + files.length;
  return { passed, failed: failed === 0 && (!report.success || passed === 0) ? 1 : failed, skipped };
}

/** The last line of `npm test`. */
export function summary(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return `Tests: ${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
}
