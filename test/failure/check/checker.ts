import type { Entry } from '../ledger/entries.js';
import { FACTS_ARE_COMPLETE, SCORES_ARE_RIGHT } from './assessment-rules.js';
import { ANSWERS_FIT } from './command-rules.js';
import { truthOf } from './fold.js';
import {
  KEYS_MATCH,
  LOG_HOLDS_WHAT_WAS_ACKNOWLEDGED,
  PROJECTIONS_ARE_COMPLETE,
  VERSIONS_HAVE_NO_GAP,
} from './log-rules.js';
import { COPIES_AGREE } from './register-rules.js';
import { INBOXES_MATCH, REMINDERS_ARE_DECIDED_ONCE } from './reminder-rules.js';
import type { Evidence, Rule } from './rule.js';
import { COCKPIT_COUNTS_THE_TRUTH, OWNER_HOLDS_THE_TRUTH } from './state-rules.js';
import { SERVICES, type Tables } from './tables.js';
import { Calendar } from './working-days.js';

export const RULES: readonly Rule[] = [
  ANSWERS_FIT,
  LOG_HOLDS_WHAT_WAS_ACKNOWLEDGED,
  VERSIONS_HAVE_NO_GAP,
  KEYS_MATCH,
  OWNER_HOLDS_THE_TRUTH,
  PROJECTIONS_ARE_COMPLETE,
  COCKPIT_COUNTS_THE_TRUTH,
  FACTS_ARE_COMPLETE,
  SCORES_ARE_RIGHT,
  REMINDERS_ARE_DECIDED_ONCE,
  INBOXES_MATCH,
  COPIES_AGREE,
];

export interface Difference {
  rule: string;
  line: string;
}

export interface Verdict {
  differences: Difference[];
  /** Events in the logs that were looked at and were not there before anybody worked. */
  events: number;
}

/** Compares what is stored with what must be, by all rules. */
export function check(
  entries: readonly Entry[],
  tables: Tables,
  baseline: Readonly<Record<string, number>>,
  relayed: boolean,
): Verdict {
  const calendar = new Calendar(tables.days);
  const occurred = new Map(
    tables.logs.tasks.map(({ aggregateId, version, occurredAt }) => [`${aggregateId} ${version}`, occurredAt]),
  );
  const truth = truthOf({
    entries,
    calendar,
    membersOf: (groupId) => tables.groups.filter((row) => row.groupId === groupId).map(({ unitId }) => unitId),
    occurredAt: (aggregateId, version) => occurred.get(`${aggregateId} ${version}`),
  });
  const evidence: Evidence = { entries, tables, truth, calendar, baseline, relayed };
  const differences = RULES.flatMap(({ name, differences: of }) => of(evidence).map((line) => ({ rule: name, line })));
  const events = SERVICES.reduce(
    (sum, service) => sum + tables.logs[service].filter(({ position }) => position > (baseline[service] ?? 0)).length,
    0,
  );
  return { differences, events };
}
