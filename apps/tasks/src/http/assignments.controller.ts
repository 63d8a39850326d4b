import { Controller } from '@nestjs/common';
import { Arriving, Context, Endpoint, Input, type ArrivingContext, type CommandContext, type InputOf } from '#platform';
import { acceptAssignment, AcceptAssignment } from '../commands/accept-assignment.js';
import { completeAssignment, CompleteAssignment } from '../commands/complete-assignment.js';
import { CompleteMeasure, measureDone } from '../commands/complete-measure.js';
import { reportProgress, ReportProgress } from '../commands/report-progress.js';
import { requestCompletion, RequestCompletion } from '../commands/request-completion.js';
import { returnCompletion, ReturnCompletion } from '../commands/return-completion.js';
import { listMeasures, ListMeasures } from '../queries/list-measures.js';

@Controller()
export class AssignmentsController {
  constructor(
    private readonly acceptance: AcceptAssignment,
    private readonly reporting: ReportProgress,
    private readonly completionRequest: RequestCompletion,
    private readonly completionReturn: ReturnCompletion,
    private readonly completion: CompleteAssignment,
    private readonly measureCompletion: CompleteMeasure,
    private readonly measures: ListMeasures,
  ) {}

  @Endpoint(acceptAssignment)
  accept(@Input() input: InputOf<typeof acceptAssignment>, @Arriving() context: ArrivingContext) {
    return this.acceptance.execute(input, context);
  }

  @Endpoint(reportProgress)
  report(@Input() input: InputOf<typeof reportProgress>, @Arriving() context: ArrivingContext) {
    return this.reporting.execute(input, context);
  }

  @Endpoint(requestCompletion)
  requestCompletion(@Input() input: InputOf<typeof requestCompletion>, @Context() context: CommandContext) {
    return this.completionRequest.execute(input, context);
  }

  @Endpoint(returnCompletion)
  returnCompletion(@Input() input: InputOf<typeof returnCompletion>, @Context() context: CommandContext) {
    return this.completionReturn.execute(input, context);
  }

  @Endpoint(completeAssignment)
  complete(@Input() input: InputOf<typeof completeAssignment>, @Context() context: CommandContext) {
    return this.completion.execute(input, context);
  }

  @Endpoint(measureDone)
  completeMeasure(@Input() input: InputOf<typeof measureDone>, @Context() context: CommandContext) {
    return this.measureCompletion.execute(input, context);
  }

  @Endpoint(listMeasures)
  listMeasures(@Input() input: InputOf<typeof listMeasures>, @Context() context: CommandContext) {
    return this.measures.execute(input, context);
  }
}
