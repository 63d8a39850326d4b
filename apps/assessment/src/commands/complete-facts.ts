import { Injectable } from '@nestjs/common';
import { addDays, instantOf, type DomainError, type LocalDate } from '#kernel';
import type { ProjectionLag } from '#messaging';
import { ServiceEventPath } from '#platform';
import { refuse } from '../domain/errors.js';

/** The projection that keeps what happened. */
const FACTS = 'facts';

/** Nobody is judged by half of what happened. */
@Injectable()
export class CompleteFacts {
  constructor(private readonly eventPath: ServiceEventPath) {}

  /**
   * Throws `ASSESSMENT.FACTS_INCOMPLETE` while something of up to the end of `asOf` has not been taken in, or while that
   * cannot be known.
   */
  async require(asOf: LocalDate, now: Date): Promise<void> {
    const refusal = refusalOf(await this.lag(), asOf, now);
    if (refusal) throw refusal;
  }

  private async lag(): Promise<ProjectionLag> {
    try {
      return await this.eventPath.operator.lagOf(FACTS);
    } catch {
      throw incomplete('the log of the tasks service cannot be read now. Wait until it can');
    }
  }
}

function refusalOf(lag: ProjectionLag, asOf: LocalDate, now: Date): DomainError | null {
  const { parked, stopped, events, seconds } = lag;
  if (stopped !== null) return incomplete('they are not taken in any more. Ask the administrator to let them go on');
  if (parked > 0) return incomplete(`${parked} of them could not be read. Ask the administrator to retry or skip them`);
  const oldest = now.getTime() - seconds * 1000;
  if (events === 0 || oldest >= instantOf(addDays(asOf, 1)).getTime()) return null;
  return incomplete(`${events} of them are still on their way. Wait until they have arrived`);
}

function incomplete(why: string): DomainError {
  const message = `The facts are not complete: ${why}, then draft again. Nothing was scored.`;
  return refuse('ASSESSMENT.FACTS_INCOMPLETE', message);
}
