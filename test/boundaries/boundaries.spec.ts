import { mkdir, mkdtemp, rm, symlink, writeFile, copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORBIDDEN_IMPORTS } from './forbidden-imports.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Configuration {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions & { enhancedResolveOptions: Record<string, unknown> };
}

const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Configuration;

/** Names of the rules that `files`, laid out as a repository of their own, break. */
async function brokenRules(directory: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const { tsConfig: _, enhancedResolveOptions, ...rest } = options; // sources resolve the same without it
  const settings = { ...rest, baseDir: directory, validate: true, ruleSet: { forbidden } };
  const folders = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))];
  const { output } = await cruise(folders, settings, enhancedResolveOptions);
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

describe('import boundaries', () => {
  let workspace: string;

  beforeAll(async () => {
    workspace = await mkdtemp(path.join(tmpdir(), 'lianban-boundaries-'));
  });

  afterAll(async () => {
    await rm(workspace, { recursive: true, force: true });
  });

  async function emptyRepository(): Promise<string> {
    const directory = await mkdtemp(path.join(workspace, 'case-'));
    await copyFile(path.join(ROOT, 'package.json'), path.join(directory, 'package.json'));
    await symlink(path.join(ROOT, 'node_modules'), path.join(directory, 'node_modules'));
    return directory;
  }

  it.for(FORBIDDEN_IMPORTS)('$rule fires when $mistake', async ({ rule, files }) => {
    expect(new Set(await brokenRules(await emptyRepository(), files))).toEqual(new Set([rule]));
  });

  it('every rule has a forbidden import that makes it fail', () => {
    expect(new Set(FORBIDDEN_IMPORTS.map(({ rule }) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });

  it('what the layout allows breaks no rule', async () => {
    const files = {
      'apps/tasks/src/domain/task.ts': "import { something } from '#kernel';\nexport const task = something;\n",
      'apps/tasks/src/tasks.module.ts': "import { task } from './domain/task.js';\nexport const tasks = task;\n",
      'apps/standalone/src/standalone.ts':
        "import { tasks } from '../../tasks/src/tasks.module.js';\nexport const all = tasks;\n",
      'apps/tasks/test/task.spec.ts': "import { something } from '#testing';\nexport const test = something;\n",
      'libs/kernel/src/index.ts': "import { z } from 'zod';\nexport const something = z;\n",
      'libs/testing/src/index.ts': 'export const something = 1;\n',
    };
    expect(await brokenRules(await emptyRepository(), files)).toEqual([]);
  });
});
