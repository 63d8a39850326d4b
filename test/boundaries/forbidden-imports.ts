/** A small tree with one forbidden import in it. */
export interface ForbiddenImport {
  /** Rule of `.dependency-cruiser.cjs` that must fire, and no other. */
  rule: string;
  /** What was done wrong. */
  mistake: string;
  /** Contents by path. */
  files: Readonly<Record<string, string>>;
}

const INDEX = 'export const something = 1;\n';

export const FORBIDDEN_IMPORTS: readonly ForbiddenImport[] = [
  {
    rule: 'no-cycles',
    mistake: 'two files need each other at run time',
    files: {
      'apps/tasks/src/commands/issue.ts': "import { plan } from './plan.js';\nexport const issue = () => plan;\n",
      'apps/tasks/src/commands/plan.ts': "import { issue } from './issue.js';\nexport const plan = () => issue;\n",
    },
  },
  {
    rule: 'what-starts-first-loads-no-framework',
    mistake: 'the configuration of a service enters the platform by its whole index',
    files: {
      'apps/tasks/src/config.ts': "import { something } from '#platform';\nexport const config = something;\n",
      'libs/platform/src/index.ts': INDEX,
    },
  },
  {
    rule: 'services-know-each-other-by-events-only',
    mistake: 'a service reads a query of another',
    files: {
      'apps/assessment/src/queries/scores.ts':
        "import { something } from '../../../tasks/src/queries/ledger.js';\nexport const scores = something;\n",
      'apps/tasks/src/queries/ledger.ts': INDEX,
    },
  },
  {
    rule: 'services-know-each-other-by-events-only',
    mistake: 'a service imports only a type of another',
    files: {
      'apps/assessment/src/queries/scores.ts':
        "import type { Light } from '../../../tasks/src/domain/light.js';\nexport type Score = Light;\n",
      'apps/tasks/src/domain/light.ts': "export type Light = 'RED';\n",
    },
  },
  {
    rule: 'domain-is-pure',
    mistake: 'a domain rule uses the framework',
    files: {
      'apps/tasks/src/domain/task.ts':
        "import { Injectable } from '@nestjs/common';\nexport const task = Injectable;\n",
    },
  },
  {
    rule: 'domain-is-pure',
    mistake: 'a domain rule reads a file',
    files: {
      'apps/tasks/src/domain/task.ts': "import { readFileSync } from 'node:fs';\nexport const task = readFileSync;\n",
    },
  },
  {
    rule: 'domain-is-pure',
    mistake: 'a domain rule imports its own persistence',
    files: {
      'apps/tasks/src/domain/task.ts':
        "import { something } from '../persistence/task.entity.js';\nexport const task = something;\n",
      'apps/tasks/src/persistence/task.entity.ts': INDEX,
    },
  },
  {
    rule: 'domain-is-pure',
    mistake: 'a domain rule imports the platform library by its short name',
    files: {
      'apps/tasks/src/domain/task.ts': "import { something } from '#platform';\nexport const task = something;\n",
      'libs/platform/src/index.ts': INDEX,
    },
  },
  {
    rule: 'kernel-imports-nothing-of-ours',
    mistake: 'the kernel imports the contracts',
    files: {
      'libs/kernel/src/ids.ts': "import { something } from '#contracts';\nexport const ids = something;\n",
      'libs/contracts/src/index.ts': INDEX,
    },
  },
  {
    rule: 'contracts-stand-on-the-kernel',
    mistake: 'a contract imports the event path',
    files: {
      'libs/contracts/src/catalogue.ts':
        "import { something } from '#messaging';\nexport const catalogue = something;\n",
      'libs/messaging/src/index.ts': INDEX,
    },
  },
  {
    rule: 'kernel-and-contracts-do-no-io',
    mistake: 'the kernel opens a socket',
    files: { 'libs/kernel/src/clock.ts': "import { connect } from 'node:net';\nexport const clock = connect;\n" },
  },
  {
    rule: 'kernel-and-contracts-do-no-io',
    mistake: 'a contract uses the framework',
    files: { 'libs/contracts/src/plan.ts': "import { Module } from '@nestjs/common';\nexport const plan = Module;\n" },
  },
  {
    rule: 'decomposition-is-pure',
    mistake: 'the understanding of papers reads a file',
    files: {
      'libs/decomposition/src/decompose.ts':
        "import { readFileSync } from 'node:fs';\nexport const decompose = readFileSync;\n",
    },
  },
  {
    rule: 'decomposition-is-pure',
    mistake: 'the understanding of papers uses a shared contract',
    files: {
      'libs/decomposition/src/decompose.ts':
        "import { something } from '#contracts';\nexport const decompose = something;\n",
      'libs/contracts/src/index.ts': INDEX,
    },
  },
  {
    rule: 'papers-read-and-nothing-else',
    mistake: 'a reader of papers opens a socket',
    files: { 'libs/papers/src/formats/pdf.ts': "import { connect } from 'node:net';\nexport const pdf = connect;\n" },
  },
  {
    rule: 'papers-read-and-nothing-else',
    mistake: 'a reader of papers uses a shared contract',
    files: {
      'libs/papers/src/formats/pdf.ts': "import { something } from '#contracts';\nexport const pdf = something;\n",
      'libs/contracts/src/index.ts': INDEX,
    },
  },
  {
    rule: 'messaging-does-not-know-the-platform',
    mistake: 'the event path imports the platform',
    files: {
      'libs/messaging/src/relay.ts': "import { something } from '#platform';\nexport const relay = something;\n",
      'libs/platform/src/index.ts': INDEX,
    },
  },
  {
    rule: 'libraries-do-not-know-services',
    mistake: 'a library imports a service',
    files: {
      'libs/platform/src/health.ts':
        "import { something } from '../../../apps/tasks/src/tasks.module.js';\nexport const health = something;\n",
      'apps/tasks/src/tasks.module.ts': INDEX,
    },
  },
  {
    rule: 'libraries-are-entered-by-their-index',
    mistake: 'a service reaches past the index of a library',
    files: {
      'apps/tasks/src/tasks.module.ts':
        "import { something } from '../../../libs/messaging/src/marks.js';\nexport const tasks = something;\n",
      'libs/messaging/src/marks.ts': INDEX,
    },
  },
  {
    rule: 'only-tests-import-testing',
    mistake: 'the product imports a test helper',
    files: {
      'apps/tasks/src/jobs/light.job.ts': "import { something } from '#testing';\nexport const job = something;\n",
      'libs/testing/src/index.ts': INDEX,
    },
  },
  {
    rule: 'product-does-not-import-tests',
    mistake: 'the product imports a fixture of its tests',
    files: {
      'apps/tasks/src/tasks.module.ts':
        "import { something } from '../test/fixture.js';\nexport const tasks = something;\n",
      'apps/tasks/test/fixture.ts': INDEX,
    },
  },
  {
    rule: 'the-failure-ledger-knows-no-product',
    mistake: 'the checker of the failure suite counts working days with the product',
    files: {
      'test/failure/check/reminders.ts': "import { something } from '#kernel';\nexport const reminders = something;\n",
      'libs/kernel/src/index.ts': INDEX,
    },
  },
  {
    rule: 'entry-points-are-not-imported',
    mistake: 'the one-process composition imports an entry point',
    files: {
      'apps/standalone/src/standalone.ts': "import '../../tasks/src/main.js';\n",
      'apps/tasks/src/main.ts': INDEX,
    },
  },
  {
    rule: 'product-runs-on-declared-dependencies',
    mistake: 'the product needs a development dependency',
    files: { 'apps/tasks/src/jobs/draft.ts': "import { parse } from 'yaml';\nexport const draft = parse;\n" },
  },
  {
    rule: 'imports-exist',
    mistake: 'an import leads nowhere',
    files: { 'apps/tasks/src/jobs/draft.ts': "import { gone } from './gone.js';\nexport const draft = gone;\n" },
  },
];
