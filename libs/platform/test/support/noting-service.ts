import { Controller, Get, Module, type DynamicModule } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { ReminderDecided } from '#contracts';
import { newId } from '#kernel';
import { Projection, type LogEvent, type NewEvent } from '#messaging';
import {
  Commands,
  Context,
  createPlatformTables,
  Endpoint,
  endpoint,
  eventOf,
  loadConfig,
  ServiceEnvironment,
  ServicePlatform,
  type Cause,
  type CommandContext,
} from '#platform';
import { createSigningKeys, createTestDatabase, serviceTemplate, ServiceUnderTest } from '#testing';

/** Of a name that exists, with nothing of that service in it: what the platform alone does for a service. */
const SERVICE = 'notifications';

/** What the test decides about the service. */
export interface Notes {
  /** Handles the notes that the service reads from its own log. */
  handle(batch: readonly LogEvent[]): Promise<void>;
  /** Answers `GET /slow`. */
  slow?: () => Promise<object>;
}

export function noteOf(cause: Cause): NewEvent {
  const reminder = {
    reminderId: newId(),
    rule: 'SIGN_DUE' as const,
    taskId: newId(),
    assignmentId: newId(),
    unitId: newId(),
    anchorOn: '2022-03-03',
    dueOn: '2022-03-03',
    outcome: 'SENT' as const,
    reason: '',
    decidedAt: cause.now.toISOString(),
    recipientAccountIds: [],
  };
  return eventOf(ReminderDecided, { aggregateId: reminder.reminderId, aggregateVersion: 1, data: { reminder } }, cause);
}

const note = endpoint({
  method: 'POST',
  path: '/api/notifications/notes',
  summary: 'Appends an event',
  tag: 'notes',
  response: z.object({}),
  public: true,
});

class PlatformTables1600000000000 implements MigrationInterface {
  up(queryRunner: QueryRunner): Promise<void> {
    return createPlatformTables(queryRunner, { directory: true });
  }
  async down(): Promise<void> {}
}

const MIGRATIONS = [PlatformTables1600000000000];

function notingModule(notes: Notes, environment: Record<string, string>): DynamicModule {
  @Controller()
  class NotesController {
    constructor(private readonly commands: Commands) {}

    @Endpoint(note)
    write(@Context() context: CommandContext): Promise<object> {
      return this.commands.run(context, async (tx) => {
        tx.append([noteOf({ ...context, caller: { accountId: 'test' } })]);
        return {};
      });
    }

    @Get('/slow')
    slow(): Promise<object> | undefined {
      return notes.slow?.();
    }

    @Projection({
      service: SERVICE,
      name: 'notes',
      source: SERVICE,
      types: [ReminderDecided.type],
      rebuildable: false,
    })
    read(batch: readonly LogEvent[]): Promise<void> {
      return notes.handle(batch);
    }
  }

  @Module({})
  class NotingModule {}

  const platform = ServicePlatform.forService({
    service: SERVICE,
    title: 'Notes',
    config: loadConfig(ServiceEnvironment, environment),
    sources: ['departments', SERVICE],
    entities: [],
    migrations: MIGRATIONS,
    controllers: [NotesController],
  });
  return { module: NotingModule, imports: [platform], controllers: [NotesController] };
}

/** Starts the service on a database of its own, which the test drops. */
export async function startNotingService(
  notes: Notes,
  environment: Record<string, string> = {},
): Promise<{ service: ServiceUnderTest; drop: () => Promise<void> }> {
  const keys = await createSigningKeys();
  const template = { ...serviceTemplate(SERVICE, MIGRATIONS), name: 'platform_noting' };
  const testDatabase = await createTestDatabase({ template });
  const service = await ServiceUnderTest.start({
    service: SERVICE,
    migrations: MIGRATIONS,
    module: (variables) => notingModule(notes, variables),
    now: '2022-03-01T09:00:00+08:00',
    environment,
    beside: { keys, testDatabase } as ServiceUnderTest,
  });
  return { service, drop: () => testDatabase.drop() };
}
