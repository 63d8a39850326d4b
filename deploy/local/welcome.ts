import type { Installation } from './installation.js';
import type { Run } from './run.js';

export interface Welcome {
  url: string;
  installation: Installation;
  /** What there is to know of the sample; empty without one. */
  sample: readonly string[];
}

/** Says that everything runs and where to go next. */
export function welcome(run: Run, { url, installation, sample }: Welcome): void {
  run.say('Ready');
  const lines = [
    `Lianban (联办)    ${url}`,
    `API to browse     ${url}/api/docs`,
    `Administrator     admin / ${installation.secrets.adminPassword}`,
    ...sample,
    `Data              ${installation.directory} (kept between runs; delete it to begin anew)`,
    'Stop              Ctrl-C',
  ];
  console.log(`\n${lines.map((line) => `  ${line}\n`).join('')}`);
}
