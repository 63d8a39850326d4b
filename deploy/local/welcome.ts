import type { Installation } from './installation.js';
import type { Run } from './run.js';

/** Says that everything runs and where to go next. */
export function welcome(run: Run, { url, installation }: { url: string; installation: Installation }): void {
  run.say('Ready');
  console.log(`
  Lianban (联办)    ${url}
  API to browse     ${url}/api/docs
  Administrator     admin / ${installation.secrets.adminPassword}
  Data              ${installation.directory} (kept between runs; delete it to begin anew)
  Stop              Ctrl-C
`);
}
