import type { ServiceName } from '#platform';
import { ADMINISTRATOR } from '../client/people.js';
import { until } from '../installation/wait.js';
import { BOTH, type FaultKind, type Stage } from './fault.js';

const PARKED_WITHIN_MS = 10_000;
const RETRIED_WITHIN_MS = 60_000;

const PROJECTIONS: readonly { service: ServiceName; projection: string }[] = [
  { service: 'tasks', projection: 'cockpit' },
  { service: 'assessment', projection: 'facts' },
  { service: 'notifications', projection: 'timetable' },
];

/** A consumer cannot handle the events of one aggregate: they are parked, the others go on, and the operator retries them. */
export const POISONED_HANDLER: FaultKind = {
  name: 'events that a consumer cannot handle',
  modes: BOTH,
  takes: ['processes'],
  inject: async (stage, random) => {
    const { service, projection } = random.pick(PROJECTIONS);
    const process = stage.product.processOf(service);
    process.tell({ poison: projection });
    let most = 0;
    const isParked = async () => (most = Math.max(most, (await parkedIn(stage, service)).length)) > 0;
    await until(`something is parked by ${projection}`, isParked, PARKED_WITHIN_MS).catch(() => undefined); // then no proof
    return {
      lasts: random.int(500, 2_000),
      heal: async () => {
        await isParked().catch(() => false); // a last look, for the proof
        process.tell({ cure: true });
        await until(`nothing is parked by ${projection}`, () => retry(stage, service), RETRIED_WITHIN_MS);
      },
      proof: () => Promise.resolve(most > 0 ? `${most} events parked by ${service}.${projection}, then retried` : null),
    };
  },
};

interface Parked {
  projection: string;
  aggregateId: string;
}

function parkedIn({ bench: { postgres }, product }: Stage, service: ServiceName): Promise<Parked[]> {
  const text = `SELECT projection, aggregate_id AS "aggregateId" FROM ${service}.parked_event`;
  return postgres.query<Parked>(text, [], product.options.names[service]);
}

/** What an operator does; tells whether nothing is left. */
async function retry(stage: Stage, service: ServiceName): Promise<boolean> {
  const parked = await parkedIn(stage, service);
  const administrator = await stage.people.as(ADMINISTRATOR);
  for (const { projection, aggregateId } of parked) {
    const body = { projection, aggregateId };
    await administrator.operate(`/api/${service}/operator/parked/retries`, body, Date.now() + RETRIED_WITHIN_MS);
  }
  return parked.length === 0;
}
