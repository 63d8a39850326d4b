import type { UnitState } from '#contracts';
import type { Installation } from '../../../../deploy/local/installation.js';
import type { Run } from '../../../../deploy/local/run.js';
import type { Secrets } from '../../../../deploy/local/secrets.js';
import { SAMPLE_ACCOUNTS } from './accounts.js';
import { loadSample } from './load-sample.js';
import { SAMPLE_PLAN } from './plan.js';
import { ApiRefusal, type PublicApi } from './public-api.js';
import { SampleMark, type SampleState } from './sample-mark.js';

/** Those with whom a visitor begins; the other accounts are named in the same way. */
const TO_BEGIN_WITH: readonly string[] = [
  'office.coordinator',
  'group.leader',
  'office.assessor',
  'market-regulation.liaison',
  'dongcheng.liaison',
];

/** The part of an installation that the sample needs. */
export interface SampleHome extends Pick<Installation, 'directory'> {
  secrets: Pick<Secrets, 'adminPassword' | 'samplePassword'>;
}

/**
 * Enters the sample into an unused register, once: later starts leave everything as its users made it. Answers the lines
 * that tell of its accounts; none when the register was in use before.
 */
export async function enterSample(run: Pick<Run, 'say'>, api: PublicApi, home: SampleHome): Promise<string[]> {
  const mark = new SampleMark(home.directory);
  const state = await unlessTakenOver(async () => {
    const before = (await mark.read()) ?? (await stateOfRegister(api, home.secrets.adminPassword));
    if (before !== 'begun') return before;
    await mark.write('begun');
    run.say(`Entering the sample: ${SAMPLE_PLAN.documentNumber}`);
    await loadSample({ api, ...home.secrets });
    return 'entered';
  });
  await mark.write(state);
  if (state === 'entered') return aboutAccounts(home.secrets.samplePassword);
  run.say('The sample is left out: this register was in use before.');
  return [];
}

/** A refused sign-in means that somebody changed a password or disabled an account, so the register is in use. */
async function unlessTakenOver(enter: () => Promise<SampleState>): Promise<SampleState> {
  try {
    return await enter();
  } catch (error) {
    if (error instanceof ApiRefusal && error.code.startsWith('SESSION.')) return 'left-out';
    throw error;
  }
}

/** Nothing but the first administrator's own unit: nobody has used the register. */
async function stateOfRegister(api: PublicApi, adminPassword: string): Promise<SampleState> {
  const administrator = await api.signIn('admin', adminPassword);
  const units = await administrator.list<UnitState>('/api/departments/units');
  return units.length > 1 ? 'left-out' : 'begun';
}

function aboutAccounts(password: string): string[] {
  const accounts = SAMPLE_ACCOUNTS.filter(({ username }) => TO_BEGIN_WITH.includes(username));
  return [
    `Sample accounts   ${SAMPLE_ACCOUNTS.length} of them, made with the password ${password}`,
    ...accounts.map(({ username, displayName }) => `  ${username.padEnd(28)}${displayName}`),
    '  <unit>.liaison, <unit>.approver    all of them: GET /api/departments/accounts as admin',
  ];
}
