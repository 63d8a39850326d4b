import pg from 'pg';
import {
  EventPath,
  HeardClient,
  KafkaTransport,
  readInt8AsNumber,
  type KafkaSettings,
  type LogAddress,
} from '#messaging';
import { withAround } from '../../world/around.js';
import { startMember } from '../../world/member.js';
import { stopAt } from './point.js';

/** A member of the consuming service that comes to its end after a commit, or inside a handler. */
export interface MemberInput {
  log: LogAddress;
  kafka: KafkaSettings;
  /** Stops after the commit of a batch, before its offset is committed. */
  stopAfterCommit?: boolean;
  /** The handler kills its process when it gets the event at this position. */
  dieAt?: number;
}

const { log, kafka, stopAfterCommit, dieAt } = JSON.parse(process.argv[2]!) as MemberInput;
readInt8AsNumber();
const pool = new pg.Pool({
  connectionString: log.url,
  options: '-c search_path=watch',
  pipeline: true,
  Client: HeardClient,
});
const path = new EventPath({ service: 'watch', pool, logs: { [log.service]: log } });
const transport = new KafkaTransport({
  service: 'watch',
  settings: kafka,
  readerOf: (source) => path.reader(source),
  lookInterval: 1_000,
});
startMember({
  name: 'killed',
  path,
  pool,
  transport: withAround(transport, {
    after: () => (stopAfterCommit ? stopAt('committed, offset not committed') : Promise.resolve()),
  }),
  projections: [
    {
      before: (batch) => {
        if (batch.some(({ position }) => position === dieAt)) process.kill(process.pid, 'SIGKILL');
      },
    },
  ],
});
