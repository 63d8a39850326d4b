import type { Installation } from '../../../../deploy/local/installation.js';
import type { Run } from '../../../../deploy/local/run.js';
import { SAMPLE_ACCOUNTS } from './accounts.js';
import { loadSample } from './load-sample.js';
import { SAMPLE_PLAN } from './plan.js';

/** Those with whom a visitor begins; the other accounts are named in the same way. */
const TO_BEGIN_WITH: readonly string[] = [
  'office.coordinator',
  'group.leader',
  'office.assessor',
  'market-regulation.liaison',
  'dongcheng.liaison',
];

/** Enters the sample into a local run and answers the lines that tell of its accounts. */
export async function enterSample(
  run: Run,
  origin: string,
  { secrets: { adminPassword, samplePassword } }: Installation,
): Promise<string[]> {
  run.say(`Entering the sample: ${SAMPLE_PLAN.documentNumber}`);
  await loadSample({ origin, adminPassword, samplePassword });
  const accounts = SAMPLE_ACCOUNTS.filter(({ username }) => TO_BEGIN_WITH.includes(username));
  return [
    `Sample accounts   ${SAMPLE_ACCOUNTS.length} of them, all with the password ${samplePassword}`,
    ...accounts.map(({ username, displayName }) => `  ${username.padEnd(28)}${displayName}`),
    '  <unit>.liaison, <unit>.approver    all of them: GET /api/departments/accounts as admin',
  ];
}
