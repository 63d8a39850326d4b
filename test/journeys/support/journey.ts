import type { RunningProcess, ServiceName } from '#platform';
import { createSigningKeys, createTestDatabase, type SigningKeys, type TestDatabase } from '#testing';
import { City } from '../../demo/city.js';
import { cityTemplate } from './city-database.js';
import { PASSWORDS, startServices, type ServicesOptions } from './services.js';

/** One business story on a database of its own, with the sample in it. Services can be stopped and started in between. */
export class Journey {
  private running: RunningProcess | undefined;

  private constructor(
    readonly database: TestDatabase,
    private readonly keys: SigningKeys,
  ) {}

  static async open(): Promise<Journey> {
    return new Journey(await createTestDatabase({ template: cityTemplate }), await createSigningKeys());
  }

  /** Runs these services, all of them by default, instead of what ran before; answers where they listen. */
  async run(services?: readonly ServiceName[], environment: ServicesOptions['environment'] = {}): Promise<string> {
    await this.running?.stop();
    const { urlFor } = this.database;
    this.running = await startServices({ urlFor, keys: this.keys, environment, ...(services && { services }) });
    return this.running.url;
  }

  /** Runs everything; answers the people of the sample. */
  async begin(): Promise<City> {
    return City.at(await this.run(), PASSWORDS);
  }

  async close(): Promise<void> {
    await this.running?.stop();
    await this.database.drop();
  }
}
