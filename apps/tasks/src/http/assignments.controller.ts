import { Controller } from '@nestjs/common';
import { Arriving, Context, Endpoint, Input, type ArrivingContext, type CommandContext, type InputOf } from '#platform';
import { acceptAssignment, AcceptAssignment } from '../commands/accept-assignment.js';
import { completeAssignment, CompleteAssignment } from '../commands/complete-assignment.js';
import { reportProgress, ReportProgress } from '../commands/report-progress.js';
import { requestCompletion, RequestCompletion } from '../commands/request-completion.js';
import { returnCompletion, ReturnCompletion } from '../commands/return-completion.js';

@Controller()
export class AssignmentsController {
  constructor(
    private readonly acceptance: AcceptAssignment,
    private readonly reporting: ReportProgress,
    private readonly completionRequest: RequestCompletion,
    private readonly completionReturn: ReturnCompletion,
    private readonly completion: CompleteAssignment,
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
}
