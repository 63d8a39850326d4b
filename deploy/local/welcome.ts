import type { Installation } from './installation.js';
import type { Run } from './run.js';
import type { Secrets } from './secrets.js';

export interface Welcome {
  url: string;
  installation: Installation;
  /** What there is to know of the sample; empty in production and wherever the data are somebody's own. */
  sample: readonly string[];
}

/** Says that everything runs and where to go next. */
export function welcome(run: Run, { url, installation, sample }: Welcome): void {
  run.say('Ready');
  const lines = [
    `Lianban (联办)    ${url}`,
    `API to browse     ${url}/api/docs`,
    `Administrator     admin / ${passwordOf(installation.secrets, sample.length > 0)}`,
    ...sample,
    `Data              ${installation.directory} (kept between runs; delete it to begin anew)`,
    'Stop              Ctrl-C',
  ];
  console.log(`\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

/** What a terminal prints ends up in logs, where the password of an administrator with real data has no place. */
function passwordOf({ adminPassword, adminPasswordFile }: Secrets, trial: boolean): string {
  return trial ? adminPassword : `the password in ${adminPasswordFile}`;
}
