import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { enterSample } from '../../../apps/standalone/src/sample/enter-sample.js';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { openInstallation, type Installation } from '../../../deploy/local/installation.js';
import { ServiceName } from '#platform';
import { KafkaHost } from './kafka-host.js';
import { PostgresHost } from './postgres-host.js';
import { Product, type DatabaseNames, type Mode } from './product.js';
import { SmallDisk } from './small-disk.js';

/** What all runs of the suite share: one PostgreSQL, one broker, the secrets, and databases with the sample to copy. */
export class Workbench {
  private broker: KafkaHost | undefined;
  private readonly templates = new Map<Mode, DatabaseNames>();
  private copies = 0;

  private constructor(
    readonly directory: string,
    readonly installation: Installation,
    readonly postgres: PostgresHost,
    readonly disk: SmallDisk | null,
    private readonly say: (line: string) => void,
  ) {}

  static async open(say: (line: string) => void): Promise<Workbench> {
    const directory = await mkdtemp(path.join(tmpdir(), 'lianban-failure-'));
    await chmod(directory, 0o711); // PostgreSQL's own user, which root steps down to, must get through to its data
    const installation = await openInstallation(path.join(directory, 'installation'));
    const where = path.join(installation.directory, 'disk');
    const disk = await SmallDisk.mount(where);
    if (!disk) say('This user may not mount a small disk: no disk gets full in this run.');
    try {
      const postgres = await PostgresHost.start(where, installation.secrets.passwordOf('postgres'));
      return new Workbench(directory, installation, postgres, disk, say);
    } catch (error) {
      await disk?.unmount();
      throw error;
    }
  }

  /** The broker, started when it is first needed. */
  async kafka(): Promise<KafkaHost> {
    const libs = this.installation.kafkaLibs;
    this.broker ??= await KafkaHost.start(path.join(this.directory, 'broker'), libs, this.say);
    return this.broker;
  }

  /** The product on a copy of the sample's databases, not started. */
  async product(mode: Mode, clock: string, extra: Readonly<Record<string, string>> = {}): Promise<Product> {
    const template = await this.template(mode, clock);
    const copy = `copy_${++this.copies}`;
    const names = Object.fromEntries(ServiceName.options.map((name) => [name, `${copy}_${template[name]}`]));
    for (const name of new Set(Object.values(template))) await this.postgres.clone(name, `${copy}_${name}`);
    const kafka = mode === 'cluster' ? await this.kafka() : undefined;
    const directory = path.join(this.directory, copy);
    await mkdir(directory);
    return new Product({ mode, names: names as DatabaseNames, directory, clock, extra, bench: this, kafka });
  }

  async close(): Promise<void> {
    await this.broker?.close();
    await this.postgres.close();
    await this.disk?.unmount();
    await this.installation.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Databases with the sample in them: all services in one, or one for each as on servers of their own. */
  private async template(mode: Mode, clock: string): Promise<DatabaseNames> {
    const known = this.templates.get(mode);
    if (known) return known;
    this.say(`making the databases of the ${mode} installation`);
    const nameOf = (service: ServiceName) => (mode === 'embedded' ? 'embedded' : service);
    const names = Object.fromEntries(ServiceName.options.map((name) => [name, nameOf(name)])) as DatabaseNames;
    for (const name of new Set(Object.values(names))) await this.postgres.query(`CREATE DATABASE ${name}`);
    const directory = path.join(this.directory, `template-${mode}`);
    await mkdir(directory);
    const product = new Product({ mode: 'embedded', names, directory, clock, extra: {}, bench: this });
    await product.start();
    const run = { say: () => undefined };
    await enterSample(run, PublicApi.at(product.url), { directory, secrets: this.installation.secrets });
    await product.stop();
    this.templates.set(mode, names);
    return names;
  }
}
