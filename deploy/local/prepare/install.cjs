const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { ROOT, refusal, step, run } = require('./shell.cjs');

const MODULES = path.join(ROOT, 'node_modules');
const PINNED_NODE = path.join(MODULES, '.bin', 'node');
const ADVICE = 'Check the network and the npm registry, then run the same command again.';

/** Whether node_modules holds what the lock file says. npm writes its own copy of the list last, so a broken install has none. */
function isInstalled() {
  const installed = packagesOf(path.join(MODULES, '.package-lock.json'));
  if (!installed) return false;
  const wanted = Object.entries(packagesOf(path.join(ROOT, 'package-lock.json')) ?? {});
  return wanted.every(
    ([where, entry]) => where === '' || entry.optional || installed[where]?.version === entry.version,
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined; // missing or cut off: the same as not installed
  }
}

/** Said in full: under NODE_ENV=production npm would leave out the compiler, and a host may be set to omit the binaries. */
const EVERYTHING = ['--include=dev', '--include=optional'];

function install() {
  step('Installing the packages of the lock file (once, about a minute)', () =>
    run('npm', ['ci', ...EVERYTHING, '--no-audit', '--no-fund', '--loglevel=error'], ADVICE),
  );
}

/**
 * Makes `node` mean the pinned version for the rest of this npm call. The package `node` fetches its binary in an install
 * script, which an npm with `ignore-scripts` skips; the binary's own package is there all the same.
 */
function usePinnedNode() {
  const major = pinnedMajor();
  if (majorOf(PINNED_NODE) === major) return;
  const binary = path.join(MODULES, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (fs.existsSync(binary)) {
    fs.rmSync(PINNED_NODE, { force: true });
    fs.symlinkSync(path.relative(path.dirname(PINNED_NODE), binary), PINNED_NODE);
  }
  if (majorOf('node') === major) return;
  throw refusal(
    `No Node ${major} for ${process.platform}-${process.arch} among the packages and none on PATH (it has ${process.version}). ` +
      `Install Node ${major} and run the same command again.`,
  );
}

function pinnedMajor() {
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return Number(dependencies.node.split('.')[0]);
}

function majorOf(node) {
  const PATH = `${path.dirname(PINNED_NODE)}${path.delimiter}${process.env.PATH ?? ''}`;
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', env: { ...process.env, PATH } });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1]);
}

module.exports = { isInstalled, install, usePinnedNode };
