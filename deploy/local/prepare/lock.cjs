const fs = require('node:fs');
const path = require('node:path');
const { ROOT, refusal } = require('./shell.cjs');

const LOCK = path.join(ROOT, '.cache', 'prepare.lock');
const WAIT_LIMIT_MS = 10 * 60_000;

/** Lets one process at a time install and build: two `npm` commands in one clone would write the same files. */
function withLock(work) {
  fs.mkdirSync(path.dirname(LOCK), { recursive: true });
  acquire();
  try {
    work();
  } finally {
    fs.rmSync(LOCK, { force: true });
  }
}

function acquire() {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  let told = false;
  while (!tryAcquire()) {
    const holder = Number(fs.readFileSync(LOCK, { encoding: 'utf8', flag: 'a+' }));
    if (holder && !isAlive(holder))
      fs.rmSync(LOCK, { force: true }); // it was killed
    else if (Date.now() > deadline)
      throw refusal(`Process ${holder} has been preparing for too long. End it, or delete ${LOCK}.`);
    else if (!told)
      process.stdout.write(`  Another command (process ${holder}) is installing or building: waiting for it …\n`);
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

function tryAcquire() {
  try {
    fs.writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

module.exports = { withLock };
