export * from './free-port.js';
export * from './kafka.js';
export * from './postgres.js';
export * from './private-broker.js';
export * from './probe.js';
export * from './run-directory.js';
