import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const HERE = import.meta.dirname;
const MODULES = path.resolve(HERE, '../../node_modules');
const PLATFORM_NODE = `node-${process.platform}-${process.arch}`;
const LOCK = JSON.stringify({ packages: { '': {}, 'node_modules/typescript': { version: '6.0.3' } } });

/** A small clone with its packages installed, on which the real script runs. */
describe('prepare', { timeout: 60_000 }, () => {
  let clone: string;

  beforeEach(async () => {
    clone = await realpath(await mkdtemp(path.join(tmpdir(), 'lianban-prepare-')));
    for (const folder of ['apps', 'libs', 'test', 'deploy/local', 'node_modules/.bin']) {
      await mkdir(path.join(clone, folder), { recursive: true });
    }
    await cp(path.join(HERE, 'prepare.cjs'), path.join(clone, 'deploy/local/prepare.cjs'));
    await cp(path.join(HERE, 'prepare'), path.join(clone, 'deploy/local/prepare'), { recursive: true });
    await write('package.json', JSON.stringify({ dependencies: { node: process.versions.node } }));
    await write('package-lock.json', LOCK);
    await write('node_modules/.package-lock.json', LOCK);
    await write('tsconfig.json', '{}');
    const compilerOptions = {
      rootDir: '.',
      outDir: 'dist',
      incremental: true,
      tsBuildInfoFile: 'dist/.tsbuildinfo',
      types: [],
      lib: ['es5'],
      skipLibCheck: true,
    };
    await write('tsconfig.build.json', JSON.stringify({ compilerOptions, include: ['apps/**/*.ts'] }));
    await symlink(path.join(MODULES, 'typescript'), path.join(clone, 'node_modules/typescript'));
    await symlink('../typescript/bin/tsc', path.join(clone, 'node_modules/.bin/tsc'));
    await symlink(process.execPath, path.join(clone, 'node_modules/.bin/node'));
    await write('apps/kept.ts', 'export const kept = 1;\n');
  });

  afterEach(async () => {
    await rm(clone, { recursive: true, force: true });
  });

  async function write(file: string, text: string): Promise<void> {
    await writeFile(path.join(clone, file), text);
  }

  function prepare(env: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(clone, 'deploy/local/prepare.cjs')], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  it('builds once and then has nothing to do and nothing to say', () => {
    expect(prepare()).toMatchObject({ status: 0, output: expect.stringContaining('Building') });
    expect(existsSync(path.join(clone, 'dist/apps/kept.js'))).toBe(true);
    expect(prepare()).toEqual({ status: 0, output: '' });
  });

  it('builds again what was changed, and removes the output of a source that is gone', async () => {
    await write('apps/gone.ts', 'export const gone = 1;\n');
    prepare();
    await rm(path.join(clone, 'apps/gone.ts'));
    await write('apps/kept.ts', 'export const kept = "changed";\n');
    expect(prepare().status).toBe(0);
    expect(existsSync(path.join(clone, 'dist/apps/gone.js'))).toBe(false);
    expect(await readFile(path.join(clone, 'dist/apps/kept.js'), 'utf8')).toContain('changed');
  });

  it('brings data files along', async () => {
    await write('apps/days.csv', '2022-01-01\n');
    prepare();
    expect(await readFile(path.join(clone, 'dist/apps/days.csv'), 'utf8')).toBe('2022-01-01\n');
  });

  it('stops with the compiler’s errors, and does not take the sources for built', async () => {
    await write('apps/kept.ts', 'export const kept: number = "text";\n');
    for (let turn = 1; turn <= 2; turn++) {
      const { status, output } = prepare();
      expect(status).toBe(1);
      expect(output).toContain('apps/kept.ts(1,14)');
      expect(output).toContain('Correct the errors above');
    }
  });

  it('links the Node of the platform’s own package where an install without scripts left none', async () => {
    await rm(path.join(clone, 'node_modules/.bin/node'));
    await mkdir(path.join(clone, 'node_modules', PLATFORM_NODE, 'bin'), { recursive: true });
    await symlink(process.execPath, path.join(clone, 'node_modules', PLATFORM_NODE, 'bin/node'));
    expect(prepare().status).toBe(0);
    expect(await realpath(path.join(clone, 'node_modules/.bin/node'))).toBe(await realpath(process.execPath));
  });

  it('names the version of Node that is missing', async () => {
    await write('package.json', JSON.stringify({ dependencies: { node: '99.0.0' } }));
    expect(prepare()).toMatchObject({ status: 1, output: expect.stringContaining('Install Node 99') });
  });

  it('installs when the packages are not those of the lock file, and says what to do when that fails', async () => {
    await write('package-lock.json', LOCK.replace('6.0.3', '6.0.4'));
    const { status, output } = prepare(); // the lock file of this test is no lock file to npm
    expect(status).toBe(1);
    expect(output).toContain('Installing the packages');
    expect(output).toContain('Check the network and the npm registry');
  });

  it('installs the compiler and the binaries too where production or a setting of npm would leave them out', async () => {
    const asked = path.join(clone, 'asked');
    await write('node_modules/.bin/npm', `#!/bin/sh\nprintf '%s\\n' "$@" > '${asked}'\nexit 1\n`);
    await chmod(path.join(clone, 'node_modules/.bin/npm'), 0o755);
    await write('package-lock.json', LOCK.replace('6.0.3', '6.0.4'));
    expect(prepare({ NODE_ENV: 'production' }).status).toBe(1);
    expect((await readFile(asked, 'utf8')).split('\n')).toEqual(
      expect.arrayContaining(['ci', '--include=dev', '--include=optional']),
    );
  });

  it('takes over from a command that was killed while it prepared', async () => {
    await mkdir(path.join(clone, '.cache'));
    const { pid } = spawnSync(process.execPath, ['--version']);
    await write('.cache/prepare.lock', String(pid));
    expect(prepare().status).toBe(0);
  });
});
