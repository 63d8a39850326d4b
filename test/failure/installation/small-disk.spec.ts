import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SmallDisk } from './small-disk.js';

it('where nothing can be mounted there is a plain directory, and no disk to fill', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'lianban-disk-'));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(parent, { recursive: true });
  });
  vi.stubEnv('PATH', parent); // no `mount` there
  const directory = path.join(parent, 'disk');
  expect(await SmallDisk.mount(directory)).toBeNull();
  expect((await stat(directory)).isDirectory()).toBe(true);
});
