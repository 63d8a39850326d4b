import { CLOCK_MOVES } from './clock-moves.js';
import { DEATHS_BETWEEN_STEPS } from './dies-between-steps.js';
import { DISK_FULL } from './disk-full.js';
import type { FaultKind } from './fault.js';
import { KAFKA_DOWN } from './kafka-down.js';
import { KAFKA_MESSAGES } from './kafka-messages.js';
import { KAFKA_TOPICS } from './kafka-topics.js';
import { NETWORK } from './network.js';
import { POISONED_HANDLER } from './poisoned-handler.js';
import { POSTGRES_DOWN } from './postgres-down.js';
import { PROCESSES_KILLED } from './process-killed.js';
import { REPLICAS } from './replicas.js';
import { SESSIONS_TERMINATED } from './sessions-terminated.js';
import { SLOW_COMMITS } from './slow-commits.js';
import { TRANSACTION_LEFT_OPEN } from './transaction-left-open.js';

/** Every way in which things go wrong here. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...PROCESSES_KILLED,
  ...DEATHS_BETWEEN_STEPS,
  ...POSTGRES_DOWN,
  SESSIONS_TERMINATED,
  TRANSACTION_LEFT_OPEN,
  SLOW_COMMITS,
  DISK_FULL,
  ...NETWORK,
  ...CLOCK_MOVES,
  ...KAFKA_DOWN,
  ...KAFKA_TOPICS,
  ...KAFKA_MESSAGES,
  ...REPLICAS,
  POISONED_HANDLER,
];
