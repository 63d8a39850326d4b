// By itself as `#platform/config`: what only judges configuration loads no framework.
import '../require-node.js'; // first: see there
export * from './load-config.js';
export * from './roles.js';
export * from './service-environment.js';
