import { compareSets, type Rule } from './rule.js';
import { SERVICES, type LogRow, type Service } from './tables.js';

/** Actions on departments and assessment, whose answers hold no task: their events are found by trace. */
const ONE_EVENT_BY_TRACE: Readonly<Record<string, string>> = {
  'rename-unit': 'departments.unit-renamed',
  'move-clock': 'departments.clock-moved',
  'draft-scores': 'assessment.assessment-drafted',
  'request-publication': 'assessment.publication-requested',
};

/** Written by the product itself because time passed. */
const BY_THE_CLOCK = 'notifications.reminder-decided';

/** Everything that was acknowledged is in the logs once, and nothing else is. */
export const LOG_HOLDS_WHAT_WAS_ACKNOWLEDGED: Rule = {
  name: 'the logs hold what was acknowledged, and nothing else',
  differences: ({ entries, tables, truth, baseline }) => {
    const expected = new Map<string, string>();
    for (const { type, aggregateId, version, actor, trace, because } of truth.events) {
      expected.set(`${type} v${version} of ${aggregateId} by ${actor} in ${trace}`, because);
    }
    for (const entry of entries) {
      if (entry.kind !== 'acknowledged') continue;
      const { action, accountId, trace, username, key } = entry.command;
      const type = ONE_EVENT_BY_TRACE[action];
      if (type) expected.set(`${type} by ${accountId} in ${trace}`, `${action} by ${username} (key ${key})`);
    }
    const found = SERVICES.flatMap((service) => newIn(tables.logs[service], baseline[service] ?? 0));
    return compareSets('event', expected, found.filter(({ type }) => type !== BY_THE_CLOCK).map(nameOf));
  },
};

function newIn(log: readonly LogRow[], end: number): LogRow[] {
  return log.filter(({ position }) => position > end);
}

function nameOf({ type, aggregateId, version, actor, trace }: LogRow): string {
  const byTrace = Object.values(ONE_EVENT_BY_TRACE).includes(type);
  return byTrace ? `${type} by ${actor} in ${trace}` : `${type} v${version} of ${aggregateId} by ${actor} in ${trace}`;
}

/** Versions of an aggregate are 1, 2, 3 … in the order of their positions, and positions belong to the right slot. */
export const VERSIONS_HAVE_NO_GAP: Rule = {
  name: 'versions have no gap and rise with the positions',
  differences: ({ tables }) => SERVICES.flatMap((service) => gapsOf(service, tables.logs[service])),
};

function gapsOf(service: Service, log: readonly LogRow[]): string[] {
  const last = new Map<string, number>();
  const ids = new Set<string>();
  const lines: string[] = [];
  for (const { id, position, slot, aggregateId, version, type } of log) {
    const before = last.get(aggregateId) ?? 0;
    if (version !== before + 1) {
      lines.push(`${service}: ${type} at position ${position} is version ${version} of ${aggregateId} after ${before}`);
    }
    last.set(aggregateId, version);
    if (ids.has(id)) lines.push(`${service}: the event ${id} is in the log twice`);
    ids.add(id);
    const own = Number.parseInt(aggregateId.slice(-2), 16) & 63;
    if (slot !== own)
      lines.push(`${service}: position ${position} is in slot ${slot}, its aggregate belongs to ${own}`);
  }
  return lines;
}

/** Keys of acknowledged commands are kept with their effects; a refused or unknown command leaves none. */
export const KEYS_MATCH: Rule = {
  name: 'idempotency keys are those of acknowledged commands',
  differences: ({ entries, tables }) => {
    const expected = new Map<string, string>();
    for (const entry of entries) {
      if (entry.kind === 'acknowledged') expected.set(entry.command.key, `its command was acknowledged`);
    }
    const ours = tables.keys.map(({ key }) => key).filter((key) => /^[a-z-]+-[0-9a-f]{24}$/.test(key));
    return compareSets('idempotency key', expected, ours);
  },
};

/** Every projection has applied its source's log to the end, and nothing is set aside. */
export const PROJECTIONS_ARE_COMPLETE: Rule = {
  name: 'projections have applied everything',
  differences: ({ tables, relayed }) => {
    const ends = new Map<string, number>();
    for (const service of SERVICES) {
      for (const { slot, position } of tables.logs[service]) ends.set(`${service} ${slot}`, position);
    }
    const behind = tables.marks.flatMap(({ service, projection, source, slot, position }) => {
      const end = ends.get(`${source} ${slot}`) ?? 0;
      return position === end
        ? []
        : [`${service}.${projection} stands at ${position} of slot ${slot} of ${source}, whose last event is ${end}`];
    });
    const parked = tables.parked.map(
      ({ service, projection, eventId, error }) =>
        `${service}.${projection} has parked the event ${eventId}: ${error ?? 'waits behind another'}`,
    );
    const unsent = tables.cursors.flatMap(({ service, cursor }) => {
      const end = tables.logs[service].at(-1)?.position ?? 0;
      return relayed && cursor !== end ? [`the relay of ${service} has sent up to ${cursor} of ${end}`] : [];
    });
    return [...behind, ...parked, ...unsent];
  },
};
