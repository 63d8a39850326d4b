import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { UnitState } from '#contracts';
import { ServiceName } from '#platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enterSample } from '../../apps/standalone/src/sample/enter-sample.js';
import { PublicApi } from '../../apps/standalone/src/sample/public-api.js';
import { untilSettled } from '../../apps/standalone/src/sample/settled.js';
import { Journey } from './support/journey.js';
import { PASSWORDS } from './support/services.js';

const OWN_PASSWORD = 'Own-password-of-1';

describe('a start on a register that holds the sample', () => {
  let journey: Journey;
  let directory: string;
  let origin: string;
  let administrator: PublicApi;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'lianban-sample-'));
    journey = await Journey.open();
    origin = await journey.run();
    administrator = await PublicApi.at(origin).signIn('admin', PASSWORDS.admin);
  });

  afterEach(async () => {
    await journey.close();
    await rm(directory, { recursive: true });
  });

  /** What a start does about the sample; answers the lines about its accounts. */
  function start(): Promise<string[]> {
    const secrets = { adminPassword: PASSWORDS.admin, samplePassword: PASSWORDS.sample };
    return enterSample({ say: () => undefined }, PublicApi.at(origin), { directory, secrets });
  }

  const markFile = () => path.join(directory, 'sample');
  const markIs = (state: string) => writeFile(markFile(), state);
  const mark = async () => (await readFile(markFile(), 'utf8')).trim();

  async function changePassword(username: string, currentPassword: string): Promise<void> {
    const owner = await PublicApi.at(origin).signIn(username, currentPassword);
    await owner.put('/api/departments/me/password', { currentPassword, newPassword: OWN_PASSWORD });
  }

  async function renameUnit(): Promise<void> {
    const units = await administrator.list<UnitState>('/api/departments/units');
    const unitId = units.find(({ name }) => name === '北京市政务服务管理局')?.unitId;
    const rename = { name: '北京市政务服务和数据管理局', lastDayOfOldName: '2021-11-19' };
    await administrator.put(`/api/departments/units/${unitId}/name`, rename);
  }

  /** Where each log ends when everything is at rest. */
  async function logEnds(): Promise<number[]> {
    await untilSettled(administrator);
    const services = ServiceName.options.map((name) => administrator.get<{ logEnd: number }>(`/api/${name}/settled`));
    return (await Promise.all(services)).map(({ logEnd }) => logEnd);
  }

  it('asks nobody for a password once the sample is entered', async () => {
    await markIs('entered');
    await changePassword('office.coordinator', PASSWORDS.sample);
    await changePassword('admin', PASSWORDS.admin);
    expect(await start()).toContainEqual(expect.stringContaining('office.coordinator'));
    expect(await mark()).toBe('entered');
  });

  it('makes an interrupted entry good without registering a renamed unit again', async () => {
    await markIs('begun');
    await renameUnit();
    const before = await logEnds();
    expect(await start()).not.toEqual([]);
    expect([await mark(), await logEnds()]).toEqual(['entered', before]);
  });

  it.each([
    ['admin', PASSWORDS.admin],
    ['office.assessor', PASSWORDS.sample],
  ])(
    'gives an interrupted entry up when %s has a password of his own, and starts all the same',
    async (username, old) => {
      await markIs('begun');
      await changePassword(username, old);
      expect([await start(), await mark()]).toEqual([[], 'left-out']);
      expect([await start(), await mark()]).toEqual([[], 'left-out']);
    },
  );

  it('leaves a register alone that was in use before the installation knew of a sample', async () => {
    await renameUnit();
    const before = await logEnds();
    expect(await start()).toEqual([]);
    expect([await mark(), await logEnds()]).toEqual(['left-out', before]);
  });
});
