import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
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
      timeout: 50_000, // a wait for the lock would hold up this process beyond any deadline of the test
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

  describe('where another command prepares', () => {
    /** Number of a process that has ended. */
    const DEAD = spawnSync(process.execPath, ['--version']).pid;

    beforeEach(() => mkdir(path.join(clone, '.cache')));

    /** Runs `script` in a process of its own, with `withLock`, `fs` and the path of the lock at hand. */
    async function withLock(script: string): Promise<{ status: number | null; output: string }> {
      const lock = path.join(clone, 'deploy/local/prepare/lock.cjs');
      const head = `const fs = require('fs'), LOCK = '${clone}/.cache/prepare.lock', { withLock } = require('${lock}');`;
      const child = spawn(process.execPath, ['-e', `${head}\n${script}`], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const [status] = (await once(child, 'close')) as [number | null];
      return { status, output };
    }

    it.each([
      ['its number', String(DEAD)],
      ['an empty lock', ''],
      ['half a line', 'cut off'],
    ])('takes over from one that was killed and left %s', async (_, content) => {
      await write('.cache/prepare.lock', content);
      expect(prepare().status).toBe(0);
      expect(await readdir(path.join(clone, '.cache'))).toEqual([]);
    });

    it('says once that it waits, and goes on when the other is done', async () => {
      await write('.cache/prepare.lock', String(process.pid));
      const waiting = withLock(`
        let looks = 0;
        Atomics.wait = () => ++looks === 3 && fs.rmSync(LOCK);
        withLock(() => console.log('held by', fs.readFileSync(LOCK, 'utf8') === String(process.pid) ? 'me' : 'another'));`);
      const { output } = await waiting;
      expect(output.match(/waiting for it/g)).toHaveLength(1);
      expect(output).toContain(`process ${process.pid}`);
      expect(output).toContain('held by me');
    });

    it('makes no lock by looking at one that is given back at that moment', async () => {
      await write('.cache/prepare.lock', String(process.pid));
      const { output } = await withLock(`
        const { readFileSync } = fs;
        fs.readFileSync = (...args) => {
          fs.rmSync(LOCK, { force: true });
          return readFileSync(...args);
        };
        Atomics.wait = () => process.exit(9);
        withLock(() => console.log('held'));`);
      expect(output).toBe('held\n');
    });

    it('leaves the lock of a waiter that has taken over from the killed one before', async () => {
      await write('.cache/prepare.lock', String(DEAD));
      const { output } = await withLock(`
        const { kill } = process;
        process.kill = (pid, signal) => {
          if (pid === ${DEAD}) fs.writeFileSync(LOCK, '${process.pid}'); // between our look and the removal
          return kill.call(process, pid, signal);
        };
        Atomics.wait = () => {
          console.log('found', fs.readFileSync(LOCK, 'utf8'));
          fs.rmSync(LOCK);
        };
        withLock(() => console.log('held'));`);
      expect(output).toMatch(new RegExp(`found ${process.pid}\nheld\n$`));
    });

    it('leaves a lock alone that took the place of the killed one, however many look at it at once', async () => {
      await write('.cache/prepare.lock', String(DEAD));
      const { output } = await withLock(`
        const { linkSync } = fs;
        let raced = false;
        fs.linkSync = (file, name) => {
          if (file === LOCK && !raced) {
            raced = true; // another waiter was faster by this much: the killed one's lock is gone, a living one's there
            fs.rmSync(LOCK);
            fs.writeFileSync(LOCK, '${process.pid}');
          }
          return linkSync(file, name);
        };
        Atomics.wait = () => {
          console.log('found', fs.readFileSync(LOCK, 'utf8'), fs.readdirSync('${clone}/.cache').length);
          fs.rmSync(LOCK);
        };
        withLock(() => console.log('held'));`);
      expect(output).toMatch(new RegExp(`found ${process.pid} 1\nheld\n$`));
    });

    it('waits while another removes the lock of a killed one, and does not take it for its own to remove', async () => {
      await write('.cache/prepare.lock', String(DEAD));
      const { output } = await withLock(`
        const claim = LOCK + '.' + fs.statSync(LOCK).ino;
        fs.linkSync(LOCK, claim); // the other waiter, between claim and removal
        Atomics.wait = () => {
          console.log('kept', fs.readFileSync(LOCK, 'utf8'));
          fs.rmSync(LOCK);
          fs.rmSync(claim);
        };
        withLock(() => console.log('held'));`);
      expect(output).toMatch(/kept \d+\nheld\n$/);
    });

    it('lets several that find a killed one prepare one after the other', async () => {
      await write('.cache/prepare.lock', String(DEAD));
      const turn = `withLock(() => {
          fs.writeFileSync('${clone}/inside', '', { flag: 'wx' }); // fails where another is inside
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
          fs.rmSync('${clone}/inside');
        });`;
      const turns = await Promise.all(Array.from({ length: 6 }, () => withLock(turn)));
      expect(turns.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 0]);
    });
  });
});
