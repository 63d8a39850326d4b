import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Journey } from '../support/journey.js';
import { PASSWORDS } from '../support/services.js';
import type { Transport } from '../support/transport.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The blocks that a reader pastes, in order. */
async function tourOf(readme: string): Promise<string[]> {
  const page = await readFile(path.join(ROOT, readme), 'utf8');
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
}

export function readmeTour(transport: Transport): void {
  let journey: Journey;
  let installation: string;
  let origin: string;

  beforeAll(async () => {
    journey = await Journey.open(transport);
    origin = await journey.run();
    installation = await mkdtemp(path.join(tmpdir(), 'lianban-tour-'));
    await mkdir(path.join(installation, 'secrets'));
    await writeFile(path.join(installation, 'secrets/sample-password'), `${PASSWORDS.sample}\n`);
  });

  afterAll(async () => {
    await journey.close();
    await rm(installation, { recursive: true, force: true });
  });

  it('is the same in both languages', async () => {
    expect(await tourOf('README.zh.md')).toEqual(await tourOf('README.md'));
  });

  it('works as it stands when it is pasted block by block', async () => {
    const script = (await tourOf('README.md')).join('\n');
    const shell = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
      env: { ...process.env, BASE: origin, LIANBAN_DATA: installation },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(shell, 'exit');
    const [printed, complaints] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
    expect(complaints).toBe('');
    expect(await ended).toEqual([0, null]);
    const inOrder = [
      '京质强组发〔2021〕3号',
      '方案原文  建设高质量发展标准体系',
      'ISSUE_REQUESTED',
      '"code":"PLAN.NOT_YOURS","state":"ISSUE_REQUESTED"',
      'ISSUED',
      'ASSIGNED',
      'ACCEPTED\nACCEPTED\n60',
      '"code":"TASK.NOT_FOUND"',
      'COMPLETION_SUBMITTED\nRETURNED\nCOMPLETION_SUBMITTED\nCOMPLETED',
      '解读-11  北京市东城区人民政府  办结  已办结',
      'SIGN_DUE  1  北京市市场监督管理局',
      'tasks.task-completed',
      '一  提升服务质量  2030-06-30  市商务局 LEAD  各区政府 CO',
      'NOT_ACTIONABLE  一、主要任务',
    ];
    let from = 0;
    for (const expected of inOrder) {
      const at = printed.indexOf(expected, from);
      expect(at, `${expected} in:\n${printed.slice(from)}`).toBeGreaterThanOrEqual(0);
      from = at + expected.length;
    }
  });
}
