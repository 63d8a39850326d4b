/** One part of `npm test`. A vitest project counts its tests; a command counts as one. */
export type Step = { name: string; why: string } & ({ project: string } | { command: readonly string[] });

/** In this order: what fails fastest and explains most comes first. */
export const STEPS = [
  { name: 'types', why: 'the sources and their tests compile', command: ['tsc', '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'unit', why: 'rules, without a database', project: 'unit' },
  { name: 'database', why: 'services, event path and journeys on real PostgreSQL', project: 'database' },
  { name: 'kafka', why: 'event path and journeys on real Apache Kafka', project: 'kafka' },
] as const satisfies readonly Step[];
