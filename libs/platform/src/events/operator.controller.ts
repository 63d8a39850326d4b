import { Controller, Inject, type Type } from '@nestjs/common';
import { DomainError } from '#kernel';
import type { MessagingOperator } from '#messaging';
import type { ServiceName } from '../config/service-environment.js';
import { Context, type CommandContext } from '../http/command-context.js';
import { Endpoint, type InputOf } from '../http/endpoint.js';
import { Input } from '../http/input.decorator.js';
import { operatorEndpoints } from './operator.endpoints.js';
import { ServiceEventPath } from './service-event-path.js';

type Endpoints = ReturnType<typeof operatorEndpoints>;

/** The operator's calls of one service. What is parked is named without its data: an administrator has no business rights. */
export function operatorController(service: ServiceName): Type {
  const endpoints = operatorEndpoints(service);

  @Controller()
  class OperatorController {
    constructor(@Inject(ServiceEventPath) private readonly eventPath: ServiceEventPath) {}

    @Endpoint(endpoints.lag)
    async lag(@Context() context: CommandContext): Promise<object> {
      return { items: await this.operate(context, (operator) => operator.lag()) };
    }

    @Endpoint(endpoints.parked)
    async parked(@Context() context: CommandContext): Promise<object> {
      const parked = await this.operate(context, (operator) => operator.listParked());
      return {
        items: parked.map(({ projection, error, event }) => ({
          projection,
          error,
          eventId: event.id,
          ...shown(event),
        })),
      };
    }

    @Endpoint(endpoints.retry)
    retry(@Input() { body }: InputOf<Endpoints['retry']>, @Context() context: CommandContext): Promise<object> {
      return this.operate(context, (operator) => operator.retry(body.projection, body.aggregateId));
    }

    @Endpoint(endpoints.skip)
    skip(@Input() { body }: InputOf<Endpoints['skip']>, @Context() context: CommandContext): Promise<void> {
      const by = context.caller.accountId;
      return this.operate(context, (operator) => operator.skip(body.projection, body.eventId, body.reason, by));
    }

    @Endpoint(endpoints.rebuild)
    rebuild(@Input() { body }: InputOf<Endpoints['rebuild']>, @Context() context: CommandContext): Promise<void> {
      return this.operate(context, (operator) => operator.rebuild(body.projection));
    }

    @Endpoint(endpoints.restored)
    async restored(
      @Input() { body }: InputOf<Endpoints['restored']>,
      @Context() context: CommandContext,
    ): Promise<object> {
      return { items: await this.operate(context, (operator) => operator.acceptRestoredSource(body.source)) };
    }

    private async operate<T>(
      { caller }: CommandContext,
      work: (operator: MessagingOperator) => Promise<T>,
    ): Promise<T> {
      if (!caller.roles.includes('ADMINISTRATOR')) {
        throw new DomainError('forbidden', 'OPERATOR.NOT_ALLOWED', 'Only an administrator may operate the event path.');
      }
      try {
        return await work(this.eventPath.operator);
      } catch (error) {
        // The operator refuses with plain errors that say what to do; a driver's error is not a refusal.
        if ((error as Error).constructor !== Error) throw error;
        throw new DomainError('conflict', 'OPERATOR.REFUSED', (error as Error).message);
      }
    }
  }
  return OperatorController;
}

function shown({
  type,
  aggregateId,
  position,
  occurredAt,
}: {
  type: string;
  aggregateId: string;
  position: number;
  occurredAt: string;
}) {
  return { type, aggregateId, position, occurredAt };
}
