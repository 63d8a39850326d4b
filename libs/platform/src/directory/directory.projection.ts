import { Controller, Inject, type Type } from '@nestjs/common';
import type { AccountState, CalendarState, GroupState, UnitState } from '#contracts';
import { Projection, type LogEvent, type ProjectionContext } from '#messaging';
import type { ServiceName } from '../config/service-environment.js';
import { Jobs } from '../jobs/jobs.js';
import { DemoClock } from './demo-clock.js';

const TYPES = [
  'departments.unit-registered',
  'departments.unit-renamed',
  'departments.unit-changed',
  'departments.group-changed',
  'departments.member-appointed',
  'departments.member-changed',
  'departments.calendar-published',
] as const;

interface DirectoryData {
  unit?: UnitState;
  group?: GroupState;
  account?: AccountState;
  calendar?: CalendarState;
}

/** The projection's own tables; a rebuild fills copies of them. */
const TABLES = ['directory_unit', 'directory_group', 'directory_account', 'directory_calendar'] as const;

type Table = (name: (typeof TABLES)[number]) => string;

/** Upserts of the newest state of each thing in a batch; rows sorted by key, so that two batches never wait crosswise. */
const UPSERTS = {
  unit: (
    table: Table,
  ) => `INSERT INTO ${table('directory_unit')} (unit_id, name, kind, superior_id, seat_unit_id, scorable, state)
    SELECT (s->>'unitId')::uuid, s->>'name', s->>'kind', (s->>'superiorId')::uuid, (s->>'seatUnitId')::uuid, (s->>'scorable')::boolean, s
    FROM unnest($1::jsonb[]) s ORDER BY 1
    ON CONFLICT (unit_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, superior_id = excluded.superior_id,
      seat_unit_id = excluded.seat_unit_id, scorable = excluded.scorable, state = excluded.state`,
  group: (table: Table) => `INSERT INTO ${table('directory_group')} (group_id, name, state)
    SELECT (s->>'groupId')::uuid, s->>'name', s FROM unnest($1::jsonb[]) s ORDER BY 1
    ON CONFLICT (group_id) DO UPDATE SET name = excluded.name, state = excluded.state`,
  account: (table: Table) => `INSERT INTO ${table('directory_account')} (account_id, unit_id, roles, disabled, state)
    SELECT (s->>'accountId')::uuid, (s->>'unitId')::uuid, ARRAY(SELECT jsonb_array_elements_text(s->'roles')), (s->>'disabled')::boolean, s
    FROM unnest($1::jsonb[]) s ORDER BY 1
    ON CONFLICT (account_id) DO UPDATE SET unit_id = excluded.unit_id, roles = excluded.roles, disabled = excluded.disabled, state = excluded.state`,
  calendar: (table: Table) => `INSERT INTO ${table('directory_calendar')} (year, revision, state)
    SELECT (s->>'year')::integer, (s->>'revision')::integer, s FROM unnest($1::jsonb[]) s ORDER BY 1
    ON CONFLICT (year) DO UPDATE SET revision = excluded.revision, state = excluded.state`,
} as const satisfies Record<keyof DirectoryData, (table: Table) => string>;

/** The projection that keeps the directory of `service`; each service has its own copy. */
export function directoryProjection(service: ServiceName): Type {
  @Controller()
  class DirectoryProjection {
    constructor(@Inject(Jobs) private readonly jobs: Jobs) {}

    @Projection({ service, name: 'directory', source: 'departments', types: TYPES, tables: TABLES })
    async apply(batch: readonly LogEvent<DirectoryData>[], context: ProjectionContext): Promise<void> {
      for (const [kind, upsert] of Object.entries(UPSERTS) as [keyof DirectoryData, (table: Table) => string][]) {
        const states = newest(batch, kind);
        if (states.length > 0)
          await context.query(
            upsert((name) => context.table(name)),
            [states],
          );
      }
      // A new calendar or officer can make something due; it must not wait for a job's next round.
      if (!context.replay) context.afterCommit(() => this.jobs.pokeAll());
    }
  }
  return DirectoryProjection;
}

/** Follows the clock of a demonstration; acts outside its tables, so it is never replayed. */
export function demoClockProjection(service: ServiceName): Type {
  @Controller()
  class DemoClockProjection {
    constructor(@Inject(DemoClock) private readonly demoClock: DemoClock) {}

    @Projection({
      service,
      name: 'demo-clock',
      source: 'departments',
      types: ['departments.clock-moved'],
      rebuildable: false,
    })
    async apply(batch: readonly LogEvent<{ now: string }>[], context: ProjectionContext): Promise<void> {
      const moved = batch.at(-1);
      if (moved) await this.demoClock.follow(moved.data.now, context);
    }
  }
  return DemoClockProjection;
}

/** The last state of each thing in the batch, as JSON. */
function newest(batch: readonly LogEvent<DirectoryData>[], kind: keyof DirectoryData): string[] {
  const byKey = new Map<string, string>();
  for (const { aggregateId, data } of batch) if (data[kind]) byKey.set(aggregateId, JSON.stringify(data[kind]));
  return [...byKey.values()];
}
