import { Inject, Injectable } from '@nestjs/common';
import type { Queryable } from '#messaging';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';
import { lightDatesOfAssignment, type LightDates, type Lit } from '../domain/lights.js';
import { WorkingCalendar } from './working-calendar.js';

type LightColumns = LightDates & { lightBasis: string };

/** Computes light dates by the calendar in force. */
@Injectable()
export class LightDesk {
  constructor(
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  /** Reads the calendar once; `columnsOf` gives the light columns of each assignment by it. */
  async read(on: Queryable): Promise<{ lightBasis: string; columnsOf: (assignment: Lit) => LightColumns }> {
    const { workingDays, lightBasis } = await this.calendar.now(on);
    const { lights } = this.config.limits;
    const known = new Map<string, LightColumns>(); // an issue asks for tens of thousands of assignments that are alike
    const columnsOf = (assignment: Lit) => {
      const likeness = likenessOf(assignment);
      const columns = known.get(likeness) ?? {
        ...lightDatesOfAssignment(assignment, workingDays, lights),
        lightBasis,
      };
      known.set(likeness, columns);
      return columns;
    };
    return { lightBasis, columnsOf };
  }
}

function likenessOf({ phase, deadline, assignedAt, progress, completionSubmittedAt, returns }: Lit): string {
  return [phase, deadline, assignedAt, progress, completionSubmittedAt, returns].join(' ');
}
