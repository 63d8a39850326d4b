/** The major version that everything is built and tested with, as `engines` in package.json says. */
const REQUIRED_MAJOR = 24;

/** What to say to another version of Node (`v20.1.0`); nothing to the right one. */
export function refusalOfNode(version: string): string | undefined {
  if (version.startsWith(`v${REQUIRED_MAJOR}.`)) return undefined;
  return (
    `Lianban runs on Node ${REQUIRED_MAJOR}, and this is ${version}. ` +
    'Start it through npm (npm start), which brings the right one along, or put node_modules/.bin first on PATH.'
  );
}

// Done on import, before anything else is loaded: another version fails later, somewhere, for a reason nobody sees.
const refusal = refusalOfNode(process.version);
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}
