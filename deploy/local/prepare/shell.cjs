const { spawnSync } = require('node:child_process');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../../..');

/** A failure that the user can act on: printed without a stack trace. */
function refusal(message) {
  return Object.assign(new Error(message), { expected: true });
}

/** Says what is being done, does it, and says how long it took. */
function step(what, work) {
  const begun = Date.now();
  process.stdout.write(`  ${what} …\n`);
  const result = work();
  process.stdout.write(`  ${what}: done in ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
  return result;
}

/** Runs a command found through PATH with node_modules/.bin first; throws `advice` when it fails. */
function run(command, args, advice) {
  const bin = path.join(ROOT, 'node_modules', '.bin');
  const PATH = `${bin}${path.delimiter}${process.env.PATH ?? ''}`;
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH },
  });
  if (result.error) throw refusal(`"${command}" could not be run: ${result.error.message}. ${advice}`);
  if (result.status !== 0) throw refusal(`"${command} ${args.join(' ')}" failed. ${advice}`);
}

module.exports = { ROOT, refusal, step, run };
