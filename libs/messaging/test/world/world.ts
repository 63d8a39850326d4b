import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { EventPath, HeardClient, LogSignal, readInt8AsNumber, type LogAddress } from '#messaging';
import { createTestDatabase, until, type TestDatabase } from '#testing';
import type { MemberTransportOptions, TransportKit } from '../harness.js';
import { startMember, type Member, type MemberProjection } from './member.js';
import { RecordedAlarm } from './recorded-alarm.js';
import { Source } from './source.js';
import { TEMPLATE, type Service } from './template.js';

export interface MemberOptions extends MemberTransportOptions {
  name?: string;
  projections?: readonly MemberProjection[];
  /** Another process's signal: nobody in this one wakes the member. */
  signal?: LogSignal;
}

/** One row of `applied`: an event that reached a handler whose transaction was committed. */
export interface AppliedRow extends pg.QueryResultRow {
  projection: string;
  member: string;
  source: string;
  position: number;
  event_id: string;
  type: string;
  aggregate_id: string;
  aggregate_version: number;
}

/** A broker that lost its topic, on a busy machine, with thousands of events appended meanwhile. */
const SETTLED_WITHIN_MS = 45_000;

/** Two publishing services, one consuming service and what carries events between them, on a database of their own. */
export class World {
  /** Part of every name outside the database (topics, groups). */
  readonly id = randomBytes(4).toString('hex');
  readonly signal = new LogSignal();
  readonly alarm = new RecordedAlarm();
  readonly tasks: Source;
  readonly units: Source;
  /** Administrator's connections, search path on the consumer's schema. */
  readonly admin: pg.Pool;
  private readonly members: Member[] = [];
  private readonly carriers: { stop(): Promise<void> }[] = [];

  private constructor(
    private readonly kit: TransportKit,
    readonly database: TestDatabase,
  ) {
    this.tasks = new Source('tasks', database.urlFor('tasks_runtime'), this.signal);
    this.units = new Source('units', database.urlFor('units_runtime'), this.signal);
    this.admin = new pg.Pool({ connectionString: database.url, options: '-c search_path=watch' });
    this.admin.on('error', () => undefined); // dropping the database ends its sessions
  }

  static async create(kit: TransportKit): Promise<World> {
    readInt8AsNumber();
    const world = new World(kit, await createTestDatabase({ template: TEMPLATE }));
    for (const source of [world.tasks, world.units]) world.carriers.push(await kit.carry(world, source.service));
    return world;
  }

  /** Where members of the consuming service read a log. */
  address(service: Service): LogAddress {
    return { service, schema: service, url: this.database.urlFor('watch_runtime') };
  }

  /** Starts a member of the consuming service; by default its one projection records what it applies. */
  member(options: MemberOptions = {}): Member {
    const {
      name = `member-${this.members.length + 1}`,
      projections = [{}],
      signal = this.signal,
      ...transport
    } = options;
    const pool = this.consumerPool(name);
    const logs = { tasks: this.address('tasks'), units: this.address('units') };
    const path = new EventPath({ service: 'watch', pool, logs, signal, alarm: this.alarm });
    const member = startMember({ name, path, pool, transport: this.kit.transport(this, path, transport), projections });
    this.members.push(member);
    return member;
  }

  /** Ends a member in the middle of what it does, as far as its database can tell: its sessions are gone at once. */
  async kill(member: Member): Promise<void> {
    this.members.splice(this.members.indexOf(member), 1);
    member.abandon();
    const text = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1';
    await this.admin.query(text, [member.name]);
  }

  async applied(projection = 'record'): Promise<AppliedRow[]> {
    const text = 'SELECT * FROM applied WHERE projection = $1 ORDER BY sequence';
    return (await this.admin.query<AppliedRow>(text, [projection])).rows;
  }

  /** The runtime role's connections, as the service has them. */
  private consumerPool(application_name: string): pg.Pool {
    const connectionString = this.database.urlFor('watch_runtime');
    const pool = new pg.Pool({
      connectionString,
      options: '-c search_path=watch',
      pipeline: true,
      application_name,
      Client: HeardClient,
    });
    pool.on('error', () => undefined); // dropping the database ends its sessions
    return pool;
  }

  /** Waits until every event of `source`'s log has reached the projection once, in order per aggregate. */
  async everythingOnceInOrder(
    source = this.tasks,
    projection = 'record',
    except: readonly string[] = [],
  ): Promise<void> {
    const expected = (await source.log()).filter(({ id, type }) => type === 'changed' && !except.includes(id));
    const applied = async () => (await this.applied(projection)).length >= expected.length;
    await until(`all ${expected.length} events are applied by ${projection}`, applied, SETTLED_WITHIN_MS);
    const rows = await this.applied(projection);
    const perAggregate = (list: readonly { aggregate_id: string; position: number }[]) =>
      Object.fromEntries(
        Object.entries(Object.groupBy(list, (row) => row.aggregate_id)).map(([id, of]) => [
          id,
          of!.map((row) => row.position),
        ]),
      );
    const [have, want] = [perAggregate(rows), perAggregate(expected)];
    if (JSON.stringify(sorted(have)) !== JSON.stringify(sorted(want))) {
      throw new Error(`Applied ${JSON.stringify(sorted(have))}\nbut the log holds ${JSON.stringify(sorted(want))}`);
    }
  }

  /** Lets the carriers of this world end before the database does. */
  async destroy(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop()));
    await Promise.all(this.carriers.map((carrier) => carrier.stop()));
    await Promise.all([this.tasks.close(), this.units.close(), this.admin.end()]);
    await this.database.drop();
  }
}

/** A new aggregate whose events lie in `slot`. */
export function aggregateInSlot(slot: number): string {
  return randomUUID().slice(0, -2) + slot.toString(16).padStart(2, '0');
}

function sorted(of: Record<string, number[]>): [string, number[]][] {
  return Object.entries(of).sort(([a], [b]) => a.localeCompare(b));
}
