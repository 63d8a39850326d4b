import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientsModule, Transport, type KafkaOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { CONSUMER_CONTROLLERS } from './consumers.js';
import { ENTITIES } from './entities.js';
import type { Consumer } from './events.js';
import { KAFKA_CLIENT, TasksController } from './tasks.controller.js';

/**
 * One service of the stock way, as the framework's documentation lays one out: a `DataSource` as a provider, a Kafka
 * microservice whose controllers handle one message at a time, and in the service that takes the commands an HTTP server and
 * a Kafka client. Its argument says which consumer it is; the cockpit's also takes the commands.
 */
@Module({})
class StockModule {
  static of(consumer: Consumer, dataSource: DataSource, brokers: string[]): DynamicModule {
    const controllers = [CONSUMER_CONTROLLERS[consumer]];
    const providers = [{ provide: DataSource, useValue: dataSource }];
    if (consumer !== 'cockpit') return { module: StockModule, controllers, providers };
    const client = { name: KAFKA_CLIENT, transport: Transport.KAFKA as const, options: { client: { brokers } } };
    const imports = [ClientsModule.register([client])];
    return { module: StockModule, imports, controllers: [...controllers, TasksController], providers };
  }
}

const consumer = process.argv[2] as Consumer;
const brokers = [process.env['BROKER'] ?? ''];
const dataSource = new DataSource({ type: 'postgres', url: process.env['DATABASE_URL'], entities: ENTITIES });
await dataSource.initialize();
const app = await NestFactory.create<NestFastifyApplication>(
  StockModule.of(consumer, dataSource, brokers),
  new FastifyAdapter(),
  { logger: ['error'] },
);
app.connectMicroservice<KafkaOptions>({
  transport: Transport.KAFKA,
  // From the beginning: a group that has never committed would leave out what came before it had joined.
  options: { client: { brokers }, consumer: { groupId: consumer }, subscribe: { fromBeginning: true } },
});
await app.startAllMicroservices();
await app.listen(0, '127.0.0.1');
process.send?.({ ready: await app.getUrl() });
process.once('disconnect', () => process.exit(0));
