import { Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { ProjectionOptions } from './registered-projection.js';

/** Nest would replace an error by "Internal server error" and with it lose the class and SQLSTATE that decide about parking. */
@Catch()
class ReturnErrorItself implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Ties the handlers of one service to its strategy when several services share a process. */
export function transportId(service: string): symbol {
  return Symbol.for(`lianban.event-path.${service}`);
}

/**
 * Makes a controller's method `(batch: readonly LogEvent[], context: ProjectionContext)` the handler of one projection.
 * It gets the events of a batch in log order and writes through `context` with a fixed number of set-based statements.
 */
export function Projection(options: ProjectionOptions): MethodDecorator {
  const { name, rebuildable = true, tables = [] } = options;
  if (rebuildable && tables.length === 0) {
    throw new Error(
      `The projection ${name} must name its tables, or say rebuildable: false when its effects are elsewhere.`,
    );
  }
  return (target, key, descriptor) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    const pattern = EventPattern<string>(options.name, transportId(options.service), { projection: options });
    pattern(target, key, descriptor);
    UseFilters(new ReturnErrorItself())(target, key, descriptor);
  };
}
