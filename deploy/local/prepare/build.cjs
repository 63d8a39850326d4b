const fs = require('node:fs');
const path = require('node:path');
const { ROOT, step, run } = require('./shell.cjs');

const OUTPUT = path.join(ROOT, 'dist');
const STAMP = path.join(OUTPUT, '.sources.json');
const SOURCE_FOLDERS = ['apps', 'libs', 'test', 'deploy'];
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
/** Read by the product at run time from beside the code that uses it. */
const ASSET = /\.(json|csv|md|html|sql|txt|ya?ml)$/;
const IGNORED_FOLDERS = new Set(['node_modules', 'fixtures', 'target']);

/** What changed since the last successful build, judged by time of change and size: a quick look, not a proof. */
function changedSources() {
  const now = sources();
  const before = lastBuild();
  const removed = Object.keys(before).filter((file) => !(file in now));
  const changed = Object.keys(now).filter((file) => before[file] !== now[file]);
  return { none: removed.length + changed.length === 0, removed, changed, now };
}

function build({ removed, changed, now }) {
  step(`Building (${changed.length} files changed)`, () => {
    removed.forEach(removeOutput);
    changed.filter((file) => ASSET.test(file) && !SETTINGS.includes(file)).forEach(copyAsset);
    run('tsc', ['-p', 'tsconfig.build.json'], 'Correct the errors above, then run the same command again.');
    fs.writeFileSync(STAMP, JSON.stringify(now));
  });
}

function sources() {
  const found = {};
  for (const file of SETTINGS) found[file] = mark(path.join(ROOT, file));
  for (const folder of SOURCE_FOLDERS) collect(folder, found);
  return found;
}

function collect(folder, found) {
  for (const entry of fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !IGNORED_FOLDERS.has(entry.name)) collect(name, found);
    else if (isSource(entry)) found[name] = mark(path.join(ROOT, name));
  }
}

function isSource(entry) {
  const { name } = entry;
  return entry.isFile() && (ASSET.test(name) || (name.endsWith('.ts') && !name.endsWith('.spec.ts')));
}

function mark(file) {
  const { mtimeMs, size } = fs.statSync(file);
  return `${Math.trunc(mtimeMs)}:${size}`;
}

function lastBuild() {
  try {
    return JSON.parse(fs.readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
}

/** A class that is gone must not live on in `dist`, where a folder that is read as a whole would still load it. */
function removeOutput(file) {
  const output = path.join(OUTPUT, file);
  const compiled = output.replace(/\.ts$/, '.js');
  for (const each of [output, compiled, `${compiled}.map`]) fs.rmSync(each, { force: true });
}

function copyAsset(file) {
  const target = path.join(OUTPUT, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(path.join(ROOT, file), target);
}

module.exports = { changedSources, build };
