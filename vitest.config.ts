import { defineConfig } from 'vitest/config';

/** `#kernel` and its siblings resolve to sources here and to `dist/` in production (package.json `imports`).
 *  Without `import`: Vitest hands the list to Node, where it would make `require` load the ESM half of a package (pg-pool). */
const sources = ['lianban-source', 'node', 'module', 'default'];

const shared = {
  resolve: { conditions: sources },
  ssr: { resolve: { conditions: sources } },
  // Nest's injection reads the constructor types that only emitted decorator metadata carries.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: [
            '{apps,libs}/*/src/**/*.spec.ts',
            'deploy/*/*.spec.ts',
            'test/{boundaries,decomposition,demo,failure,load,model,run}/**/*.spec.ts',
          ],
          exclude: ['**/*.kafka.spec.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          include: ['{apps,libs,deploy}/*/test/**/*.spec.ts', 'test/journeys/**/*.spec.ts'],
          exclude: ['**/*.kafka.spec.ts'],
          globalSetup: ['libs/testing/src/postgres.global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          name: 'kafka',
          include: ['{apps,libs,deploy}/*/test/**/*.kafka.spec.ts', 'test/{journeys,load}/**/*.kafka.spec.ts'],
          globalSetup: ['libs/testing/src/postgres.global.ts', 'libs/testing/src/kafka.global.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
