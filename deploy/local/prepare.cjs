// Runs before every npm script that needs the installed packages and the built product (`prestart`, `pretest`, …).
// Plain CommonJS without dependencies: it is what the host's own, possibly older Node runs on a fresh clone.
// Everything it starts goes through PATH, where npm puts node_modules/.bin first, and never through process.execPath.
const { withLock } = require('./prepare/lock.cjs');
const { isInstalled, install, usePinnedNode } = require('./prepare/install.cjs');
const { changedSources, build } = require('./prepare/build.cjs');

function main() {
  if (isInstalled() && changedSources().none) return;
  withLock(() => {
    if (!isInstalled()) install();
    usePinnedNode();
    const changes = changedSources(); // asked again: whoever held the lock may have built
    if (!changes.none) build(changes);
  });
}

try {
  main();
} catch (error) {
  process.stderr.write(`\n${error.expected ? error.message : error.stack}\n`);
  process.exit(1);
}
