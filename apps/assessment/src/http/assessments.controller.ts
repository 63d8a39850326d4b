import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { ApprovePublication, approvePublication } from '../commands/approve-publication.js';
import { DraftAssessment, draftAssessment } from '../commands/draft-assessment.js';
import { RefusePublication, refusePublication } from '../commands/refuse-publication.js';
import { RequestPublication, requestPublication } from '../commands/request-publication.js';
import { GetAssessment, getAssessment } from '../queries/get-assessment.js';
import { ListAssessments, listAssessments } from '../queries/list-assessments.js';

@Controller()
export class AssessmentsController {
  constructor(
    private readonly draft: DraftAssessment,
    private readonly request: RequestPublication,
    private readonly approval: ApprovePublication,
    private readonly refusal: RefusePublication,
    private readonly one: GetAssessment,
    private readonly all: ListAssessments,
  ) {}

  @Endpoint(draftAssessment)
  draftScores(@Input() input: InputOf<typeof draftAssessment>, @Context() context: CommandContext) {
    return this.draft.execute(input, context);
  }

  @Endpoint(requestPublication)
  requestPublication(@Input() input: InputOf<typeof requestPublication>, @Context() context: CommandContext) {
    return this.request.execute(input, context);
  }

  @Endpoint(approvePublication)
  approve(@Input() input: InputOf<typeof approvePublication>, @Context() context: CommandContext) {
    return this.approval.execute(input, context);
  }

  @Endpoint(refusePublication)
  refuse(@Input() input: InputOf<typeof refusePublication>, @Context() context: CommandContext) {
    return this.refusal.execute(input, context);
  }

  @Endpoint(listAssessments)
  list(@Input() input: InputOf<typeof listAssessments>, @Context() context: CommandContext) {
    return this.all.execute(input, context);
  }

  @Endpoint(getAssessment)
  get(@Input() input: InputOf<typeof getAssessment>, @Context() context: CommandContext) {
    return this.one.execute(input, context);
  }
}
