import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { appointReporter, AppointReporter } from '../commands/appoint-reporter.js';
import { assignUnits, AssignUnits } from '../commands/assign-units.js';
import { reviseTask, ReviseTask } from '../commands/revise-task.js';
import { setDeadline, SetDeadline } from '../commands/set-deadline.js';
import { getTask, GetTask } from '../queries/get-task.js';
import { listHistory, ListHistory } from '../queries/list-history.js';
import { listReports, ListReports } from '../queries/list-reports.js';

@Controller()
export class TasksController {
  constructor(
    private readonly revision: ReviseTask,
    private readonly assignment: AssignUnits,
    private readonly appointment: AppointReporter,
    private readonly deadline: SetDeadline,
    private readonly task: GetTask,
    private readonly reports: ListReports,
    private readonly history: ListHistory,
  ) {}

  @Endpoint(reviseTask)
  revise(@Input() input: InputOf<typeof reviseTask>, @Context() context: CommandContext) {
    return this.revision.execute(input, context);
  }

  @Endpoint(assignUnits)
  assign(@Input() input: InputOf<typeof assignUnits>, @Context() context: CommandContext) {
    return this.assignment.execute(input, context);
  }

  @Endpoint(appointReporter)
  appointReporter(@Input() input: InputOf<typeof appointReporter>, @Context() context: CommandContext) {
    return this.appointment.execute(input, context);
  }

  @Endpoint(setDeadline)
  setDeadline(@Input() input: InputOf<typeof setDeadline>, @Context() context: CommandContext) {
    return this.deadline.execute(input, context);
  }

  @Endpoint(getTask)
  get(@Input() input: InputOf<typeof getTask>, @Context() context: CommandContext) {
    return this.task.execute(input, context);
  }

  @Endpoint(listReports)
  listReports(@Input() input: InputOf<typeof listReports>, @Context() context: CommandContext) {
    return this.reports.execute(input, context);
  }

  @Endpoint(listHistory)
  listHistory(@Input() input: InputOf<typeof listHistory>, @Context() context: CommandContext) {
    return this.history.execute(input, context);
  }
}
