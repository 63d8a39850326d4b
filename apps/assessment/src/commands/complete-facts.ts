import { Injectable } from '@nestjs/common';
import { addDays, instantOf, type DomainError, type LocalDate } from '#kernel';
import type { ProjectionLag } from '#messaging';
import { ServiceEventPath } from '#platform';
import { refuse } from '../domain/errors.js';

/** Nobody is judged by half of what happened. */
@Injectable()
export class CompleteFacts {
  constructor(private readonly eventPath: ServiceEventPath) {}

  /** Throws `ASSESSMENT.FACTS_INCOMPLETE` while something of up to the end of `asOf` has not been taken in. */
  async require(asOf: LocalDate, now: Date): Promise<void> {
    for (const lag of await this.eventPath.operator.lag()) {
      const refusal = refusalOf(lag, asOf, now);
      if (refusal) throw refusal;
    }
  }
}

function refusalOf(lag: ProjectionLag, asOf: LocalDate, now: Date): DomainError | null {
  const { projection, source, parked, stopped, events, seconds } = lag;
  if (stopped !== null)
    return incomplete(`${projection} stands still: ${stopped}. Ask the administrator to let it go on`);
  if (parked > 0) {
    return incomplete(
      `${parked} events of ${source} could not be applied. Ask the administrator to retry or skip them`,
    );
  }
  const oldest = now.getTime() - seconds * 1000;
  if (events === 0 || oldest >= instantOf(addDays(asOf, 1)).getTime()) return null;
  return incomplete(`${events} events of ${source} are still on their way. Wait until they have arrived`);
}

function incomplete(why: string): DomainError {
  return refuse(
    'ASSESSMENT.FACTS_INCOMPLETE',
    `The facts are not complete: ${why}, then draft again. Nothing was scored.`,
  );
}
