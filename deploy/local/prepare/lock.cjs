const fs = require('node:fs');
const path = require('node:path');
const { ROOT, refusal } = require('./shell.cjs');

const LOCK = path.join(ROOT, '.cache', 'prepare.lock');
/** Of this process alone, beside the lock. */
const MINE = `${LOCK}.${process.pid}`;
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
    const holder = read(LOCK);
    if (holder === undefined) continue; // given back since
    if (Date.now() > deadline)
      throw refusal(`Process ${holder} has been preparing for too long. End it, or delete ${LOCK}*.`);
    if (!isAlive(Number(holder)) && isRemoved(holder)) continue;
    if (!told)
      process.stdout.write(`  Another command (process ${holder}) is installing or building: waiting for it …\n`);
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** The lock appears with its holder's number in it: an empty one would be nobody's. */
function tryAcquire() {
  fs.writeFileSync(MINE, String(process.pid));
  const acquired = isLinked(MINE, LOCK);
  fs.rmSync(MINE);
  return acquired;
}

/**
 * Removes the lock of a holder that was killed; false while another waiter does. Only one can: the file gets a second name
 * that says which file it is, once, and until that name is gone nobody else takes it away. What bears the lock's name by
 * then may be another's, and is left alone.
 */
function isRemoved(holder) {
  const inode = inodeOf(LOCK);
  if (inode === undefined) return true;
  const claim = `${LOCK}.${inode}`;
  if (!isLinked(LOCK, claim)) return inodeOf(LOCK) !== inode;
  if (inodeOf(claim) === inode && read(claim) === holder) fs.rmSync(LOCK);
  fs.rmSync(claim);
  return true;
}

/** Whether `file` has got the name `name`, which nothing bore. */
function isLinked(file, name) {
  try {
    fs.linkSync(file, name);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return false;
    throw error;
  }
}

function inodeOf(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.ino;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false; // cut off by a full disk; and 0 would mean our own group
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

module.exports = { withLock };
