// Who may import whom, by folder. Each rule has an import in test/boundaries/ that must make it fail.

const SPECS = '[.](spec|global)[.]ts$';
const TESTS = `(${SPECS}|^(apps|libs|deploy)/[^/]+/test/|^test/)`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-cycles',
    comment: 'Modules that need each other are one module. Types may refer to each other: they are gone at run time.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'services-know-each-other-by-events-only',
    comment: 'A service that imports another cannot run, be released or fail on its own.',
    severity: 'error',
    from: { path: '^apps/(?!standalone/)([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'domain-is-pure',
    comment:
      'Rules are tested without a framework, a database or a clock: domain/ imports the kernel and the contracts.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/src/domain/', pathNot: SPECS },
    to: { pathNot: ['^apps/$1/src/domain/', '^libs/(kernel|contracts)/'] },
  },
  {
    name: 'kernel-imports-nothing-of-ours',
    comment: 'Everything stands on the kernel.',
    severity: 'error',
    from: { path: '^libs/kernel/src/', pathNot: SPECS },
    to: { path: '^(apps|deploy|test|libs/(?!kernel/))' },
  },
  {
    name: 'contracts-stand-on-the-kernel',
    comment: 'A contract is read by producers, consumers and generators alike; it may not drag a service part along.',
    severity: 'error',
    from: { path: '^libs/contracts/src/', pathNot: SPECS },
    to: { path: '^(apps|deploy|test|libs/(?!kernel/|contracts/))' },
  },
  {
    name: 'kernel-and-contracts-do-no-io',
    comment: 'No framework, no driver, no file, no socket.',
    severity: 'error',
    from: { path: '^libs/(kernel|contracts)/src/', pathNot: SPECS },
    to: {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'],
      pathNot: '(^|/)node_modules/(zod|uuid)/',
    },
  },
  {
    name: 'decomposition-is-pure',
    comment: 'A paper is understood without a framework, a file or a clock: what reads files stands outside src/.',
    severity: 'error',
    from: { path: '^libs/decomposition/src/', pathNot: SPECS },
    to: { pathNot: ['^libs/decomposition/src/', '^libs/kernel/'] },
  },
  {
    name: 'papers-read-and-nothing-else',
    comment: 'What strangers send in is read by few packages, each chosen for it (docs/adr/0017), and by no framework.',
    severity: 'error',
    from: { path: '^libs/papers/src/', pathNot: SPECS },
    to: {
      pathNot: [
        '^libs/(papers|decomposition)/src/',
        '(^|/)node_modules/(@types/)?(yauzl|saxes|parse5|pdfjs-dist)/',
        '^(node:)?(fs|path|buffer|child_process|module)(/promises)?$',
      ],
    },
  },
  {
    name: 'messaging-does-not-know-the-platform',
    comment: 'The event path is handed its logger, metrics and pools, so that it can be tested and read alone.',
    severity: 'error',
    from: { path: '^libs/messaging/src/', pathNot: SPECS },
    to: { path: '^libs/platform/' },
  },
  {
    name: 'libraries-do-not-know-services',
    comment: 'A library that knows a service serves one.',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'libraries-are-entered-by-their-index',
    comment: 'What a library does not export it may change at any time.',
    severity: 'error',
    from: { path: '^(apps|deploy|test|libs)/([^/]+)/' },
    to: {
      path: '^libs/([^/]+)/src/',
      pathNot: ['^libs/[^/]+/src/index[.]ts$', '^libs/platform/src/config/index[.]ts$', '^$1/$2/'],
    },
  },
  {
    name: 'what-starts-first-loads-no-framework',
    comment:
      'PostgreSQL is started by it before the services are loaded: the whole platform takes longer to load than that.',
    severity: 'error',
    from: {
      path: '^(apps/[^/]+/src/config|apps/standalone/src/(main|environments)|deploy/local/(all-done|as-administrator|database-servers|exclusive|installation|local-config|local-environment|npm-parent|port|run|secrets|service-environment))[.]ts$',
    },
    to: { path: '^libs/platform/src/index[.]ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only-tests-import-testing',
    comment: 'A product that carries its test helpers can be run with them.',
    severity: 'error',
    from: { pathNot: [TESTS, '^libs/testing/', '^vitest[.]config[.]ts$'] },
    to: { path: '^libs/testing/' },
  },
  {
    name: 'product-does-not-import-tests',
    comment: 'Tests and their fixtures are not shipped.',
    severity: 'error',
    from: { pathNot: [TESTS, '^libs/testing/'] },
    to: { path: TESTS },
  },
  {
    name: 'the-failure-ledger-knows-no-product',
    comment: 'Who works out what must be stored with the code that stored it repeats its mistakes.',
    severity: 'error',
    from: { path: '^test/failure/(client|ledger|check)/' },
    to: { path: '^(apps|libs|deploy|test/(?!failure/(client|ledger|check|random[.]ts)))' },
  },
  {
    name: 'entry-points-are-not-imported',
    comment: 'Importing a main.ts starts a process inside another.',
    severity: 'error',
    from: {},
    to: { path: '^apps/[^/]+/src/main[.]ts$' },
  },
  {
    name: 'product-runs-on-declared-dependencies',
    comment: 'A development dependency is not there in an image.',
    severity: 'error',
    from: { path: '^(apps|libs|deploy)/', pathNot: [TESTS, '^libs/testing/', '^deploy/docs/'] }, // docs are written here, not shipped
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'imports-exist',
    comment: 'An import that resolves to nothing escapes every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|apps/web)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['lianban-source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
};
