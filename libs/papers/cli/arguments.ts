export interface Arguments {
  readonly file: string;
  readonly registerFile?: string;
}

const USAGE = 'Usage: npm run --silent plan:parse -- FILE [--register JSON]';

export function parseArguments(words: readonly string[]): Arguments {
  const at = words.indexOf('--register');
  const registerFile = at < 0 ? undefined : words[at + 1];
  if (at >= 0 && registerFile === undefined) throw new Error(`--register needs the file of the register. ${USAGE}`);
  const [file, ...others] = at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 2)];
  if (file === undefined || others.length > 0 || file.startsWith('--')) throw new Error(USAGE);
  return { file, ...(registerFile !== undefined && { registerFile }) };
}
