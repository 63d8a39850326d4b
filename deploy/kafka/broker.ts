import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureKafkaJars, kafkaFile, type Progress } from './jars.js';
import { ensureJava } from './java.js';
import { brokerAnswers } from './probe.js';
import { serverProperties } from './server-properties.js';

export interface BrokerOptions {
  /** Kept between starts; formatted when empty. */
  dataDir: string;
  /** Where clients connect, on 127.0.0.1. */
  port: number;
  /** Where the node talks to itself. */
  controllerPort: number;
  /** Where the jars are, or are fetched to. */
  libsDir: string;
  /** Settings of `server.properties` to add or to replace. */
  config?: Readonly<Record<string, string>>;
  progress?: Progress;
}

/** A local one-node Apache Kafka. It ends with the process that started it, however that one ends. */
export interface Broker {
  /** `127.0.0.1:port`. */
  readonly bootstrap: string;
  /** Ends it in order; its data stay. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; its data stay. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data, ending it before when it runs. */
  restart(): Promise<void>;
  /** Starts it again with nothing in it: every topic and offset is gone. */
  wipe(): Promise<void>;
}

const START_DEADLINE = 90_000;
const STOP_DEADLINE = 20_000;

/**
 * Starts a broker and answers when it answers.
 *
 * @throws Error when Java or Maven is missing or too old, a port is taken or the broker ends while starting; it says what to do.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  await ensureJava();
  await ensureKafkaJars(options);
  const broker = new LocalBroker(options);
  await broker.restart();
  return broker;
}

class LocalBroker implements Broker {
  readonly bootstrap: string;
  private readonly propertiesFile: string;
  private readonly logFile: string;
  private java: ChildProcess | null = null;

  constructor(private readonly options: BrokerOptions) {
    this.bootstrap = `127.0.0.1:${options.port}`;
    this.propertiesFile = path.join(options.dataDir, 'server.properties');
    this.logFile = path.join(options.dataDir, 'broker.log');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.format();
    const java = await this.launch();
    try {
      await this.answered(java);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  async wipe(): Promise<void> {
    await this.kill();
    await rm(path.join(this.options.dataDir, 'log'), { recursive: true, force: true });
    await this.restart();
  }

  private async format(): Promise<void> {
    await mkdir(this.options.dataDir, { recursive: true });
    await writeFile(this.propertiesFile, serverProperties(this.options));
    if (existsSync(path.join(this.options.dataDir, 'log/meta.properties'))) return;
    const clusterId = `l${randomBytes(16).toString('base64url').slice(1)}`; // a leading hyphen would be taken for an option
    const args = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '--standalone', '-c', this.propertiesFile];
    const java = await this.spawnJava(['-XX:TieredStopAtLevel=1', ...args]);
    const code = await new Promise<number | null>((resolve) => java.once('exit', resolve));
    if (code !== 0) throw new Error(`The broker's storage could not be formatted. ${await this.lastLines()}`);
  }

  private async launch(): Promise<ChildProcess> {
    const java = await this.spawnJava(['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', 'kafka.Kafka', this.propertiesFile]);
    const guard = guardAgainstOrphan(java);
    this.java = java;
    java.once('exit', () => {
      guard.kill('SIGKILL');
      this.java = null;
    });
    return java;
  }

  private async spawnJava(args: string[]): Promise<ChildProcess> {
    const log = await open(this.logFile, 'a');
    try {
      const logging = `-Dlog4j2.configurationFile=${kafkaFile('log4j2.properties')}`;
      const java = spawn('java', [logging, '-cp', path.join(this.options.libsDir, '*'), ...args], {
        stdio: ['ignore', log.fd, log.fd],
        detached: true, // a Ctrl-C in the terminal must not stop it before those who use it
      });
      await new Promise<void>((resolve, reject) => {
        java.once('spawn', resolve);
        java.once('error', reject);
      });
      return java;
    } finally {
      await log.close();
    }
  }

  /** Resolves when the broker names itself as a member of its cluster. */
  private async answered(java: ChildProcess): Promise<void> {
    const { port, controllerPort } = this.options;
    const deadline = Date.now() + START_DEADLINE;
    while (!(await brokerAnswers(port))) {
      if (java.exitCode !== null || java.signalCode !== null) {
        const end = await this.lastLines();
        throw new Error(`The local broker ended while starting; is port ${port} or ${controllerPort} taken? ${end}`);
      }
      if (Date.now() > deadline) {
        throw new Error(`The local broker did not answer within ${START_DEADLINE / 1000} s. ${await this.lastLines()}`);
      }
      await pause(50);
    }
  }

  private async lastLines(): Promise<string> {
    const lines = (await readFile(this.logFile, 'utf8')).trimEnd().split('\n');
    return `The end of ${this.logFile}:\n${lines.slice(-15).join('\n')}`;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const java = this.java;
    if (!java) return;
    const ended = new Promise((resolve) => java.once('exit', resolve));
    java.kill(signal);
    const lastResort = setTimeout(() => java.kill('SIGKILL'), STOP_DEADLINE);
    await ended;
    clearTimeout(lastResort);
  }
}

/** A shell that waits for our end of its pipe to close: a broker whose parent was killed would run for ever. */
function guardAgainstOrphan(java: ChildProcess): ChildProcess {
  const script = 'read _; kill "$1" && sleep 10 && kill -9 "$1"';
  const guard = spawn('sh', ['-c', script, 'broker-guard', String(java.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C reaches the whole foreground group, and the guard must outlive us
  });
  guard.unref();
  return guard;
}
