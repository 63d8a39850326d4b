import type { RunningProcess, ServiceName } from '#platform';
import { createSigningKeys, createTestDatabase, type SigningKeys, type TestDatabase } from '#testing';
import { City } from '../../demo/city.js';
import { cityTemplate } from './city-database.js';
import { PASSWORDS, startServices, type ServicesOptions } from './services.js';
import { variablesOf, type Transport } from './transport.js';

/** One business story on a database of its own, with the sample in it. Services can be stopped and started in between. */
export class Journey {
  private running: RunningProcess | undefined;

  private constructor(
    readonly database: TestDatabase,
    private readonly keys: SigningKeys,
    private readonly transport: Record<string, string>,
  ) {}

  static async open(transport: Transport = 'postgres'): Promise<Journey> {
    const database = await createTestDatabase({ template: cityTemplate });
    return new Journey(database, await createSigningKeys(), await variablesOf(transport));
  }

  /** Runs these services, all of them by default, instead of what ran before; answers where they listen. */
  async run(services?: readonly ServiceName[], environment: ServicesOptions['environment'] = {}): Promise<string> {
    await this.running?.stop();
    const { database, keys, transport } = this;
    const { urlFor } = database;
    this.running = await startServices({ urlFor, keys, transport, environment, ...(services && { services }) });
    return this.running.url;
  }

  /** Runs everything; answers the people of the sample. */
  async begin(): Promise<City> {
    return City.at(await this.run(), PASSWORDS);
  }

  /** Stops everything until the next `run`. */
  async pause(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  async close(): Promise<void> {
    await this.pause();
    await this.database.drop();
  }
}
