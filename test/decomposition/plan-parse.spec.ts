import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdf } from '../../libs/papers/test/build/pdf.js';
import { asDocx } from '../../libs/papers/test/build/sample.js';

const PROGRAM = path.resolve('dist/libs/papers/cli/main.js');
const shell = (command: string) => promisify(execFile)('bash', ['-c', command]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lianban-parse-'));
  await writeFile(path.join(folder, 'plan.docx'), asDocx());
  await writeFile(path.join(folder, 'scan.pdf'), pdf([{ texts: [], isScanned: true }]));
});
afterAll(() => rm(folder, { recursive: true }));

const parse = (file: string, rest = '') =>
  shell(`"${process.execPath}" "${PROGRAM}" "${path.join(folder, file)}" ${rest}`);

describe('plan:parse', () => {
  it('prints the tasks of a .docx as JSON', async () => {
    const { stdout } = await parse('plan.docx');
    expect((JSON.parse(stdout) as { tasks: unknown[] }).tasks).toHaveLength(6);
  });

  it('ends without a word when its reader has read enough', async () => {
    expect(await parse('plan.docx', '| head -c 1')).toEqual({ stdout: '{', stderr: '' });
  });

  it('says why it does not read a file, without a stack', async () => {
    await expect(parse('scan.pdf')).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The pages are pictures without a text layer\. [^\n]*\n$/) as string,
    });
  });
});
