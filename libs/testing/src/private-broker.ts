import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBroker, type Broker } from '../../../deploy/kafka/broker.js';
import type { Progress } from '../../../deploy/kafka/jars.js';
import { freePort } from './free-port.js';
import { removeAbandoned, runDirectoryPrefix } from './run-directory.js';

export interface PrivateBroker extends Broker {
  /** Ends the broker and removes its data. */
  drop(): Promise<void>;
}

export interface PrivateBrokerOptions {
  /** `false`: everything is prepared, and the broker stays down until `restart()`. */
  started?: boolean;
  /** Settings of `server.properties` to add or to replace. */
  config?: Readonly<Record<string, string>>;
  progress?: Progress;
}

/** A broker of its own, e.g. for a test that stops, restarts or wipes it. Takes about three seconds. */
export async function createPrivateBroker(options: PrivateBrokerOptions = {}): Promise<PrivateBroker> {
  await removeAbandoned('kafka');
  const dataDir = await mkdtemp(path.join(tmpdir(), runDirectoryPrefix('kafka')));
  const broker = await startBroker({
    dataDir,
    port: await freePort(),
    controllerPort: await freePort(),
    libsDir: path.resolve('.lianban/kafka/libs'),
    // A member that was killed is waited for until its session ends: seconds in every test that kills one.
    config: { 'group.min.session.timeout.ms': '1000', ...options.config },
    progress: options.progress,
  });
  if (options.started === false) await broker.kill();
  return {
    bootstrap: broker.bootstrap,
    stop: () => broker.stop(),
    kill: () => broker.kill(),
    restart: () => broker.restart(),
    wipe: () => broker.wipe(),
    drop: async () => {
      await broker.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
