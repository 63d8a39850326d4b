import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { generatedDocuments } from './documents.js';

/** `npm run docs` writes the generated pages; with `--check` it only compares and ends with status 1 where one is stale. */
const FOLDER = 'docs/generated';
const check = process.argv.includes('--check');

await mkdir(FOLDER, { recursive: true });
const stale: string[] = [];
for (const [name, content] of Object.entries(generatedDocuments())) {
  const path = `${FOLDER}/${name}`;
  const text = await format(content, { filepath: path, printWidth: 120 });
  if (text === (await readFile(path, 'utf8').catch(() => undefined))) continue;
  stale.push(path);
  if (!check) await writeFile(path, text);
}
if (stale.length > 0) process.stdout.write(`${check ? 'Stale, run npm run docs' : 'Written'}: ${stale.join(', ')}\n`);
process.exitCode = check && stale.length > 0 ? 1 : 0;
