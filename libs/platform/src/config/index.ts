// By itself as `#platform/config`: what only judges configuration loads no framework.
export * from './load-config.js';
export * from './roles.js';
export * from './service-environment.js';
