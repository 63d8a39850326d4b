/** One part of `npm test`. A vitest project counts its tests; a command counts as one. */
export type Step = { name: string; why: string; needsKafka?: true } & (
  { project: string } | { command: readonly string[] }
);

/** In this order: what fails fastest and explains most comes first. */
export const STEPS = [
  { name: 'types', why: 'the sources and their tests compile', command: ['tsc', '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'unit', why: 'rules, without a database', project: 'unit' },
  { name: 'database', why: 'services, event path and journeys on real PostgreSQL', project: 'database' },
  { name: 'kafka', why: 'event path and journeys on real Apache Kafka', project: 'kafka', needsKafka: true },
  {
    name: 'failure',
    why: 'nothing is lost, doubled or reordered whatever breaks, and the bugs put in on purpose are found',
    command: ['node', 'dist/test/failure/main.js'],
    needsKafka: true,
  },
] as const satisfies readonly Step[];
