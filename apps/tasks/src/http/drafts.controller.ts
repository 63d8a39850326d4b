import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { acceptDraft, AcceptDraft } from '../commands/drafts/accept-draft.js';
import { acceptUnitPlan, AcceptUnitPlan } from '../commands/drafts/accept-unit-plan.js';
import { approveRevision, ApproveRevision } from '../commands/drafts/approve-revision.js';
import { changeMeasures, ChangeMeasures } from '../commands/drafts/change-measures.js';
import { discardDraft, DiscardDraft } from '../commands/drafts/discard-draft.js';
import { receiveFile, ReceivePaper, receiveText } from '../commands/drafts/receive-paper.js';
import { receiveUnitPlanFile, receiveUnitPlanText, ReceiveUnitPlan } from '../commands/drafts/receive-unit-plan.js';
import { refuseRevision, RefuseRevision } from '../commands/drafts/refuse-revision.js';
import { requestRevision, RequestRevision } from '../commands/drafts/request-revision.js';
import { reviewDraft, ReviewDraft } from '../commands/drafts/review-draft.js';
import { getDifference, GetDifference } from '../queries/drafts/get-difference.js';
import { getDraft, GetDraft } from '../queries/drafts/get-draft.js';
import { listChanges, ListChanges } from '../queries/drafts/list-changes.js';
import { listDrafts, ListDrafts } from '../queries/drafts/list-drafts.js';
import { listSentences, ListSentences } from '../queries/drafts/list-sentences.js';

@Controller()
export class DraftsController {
  constructor(
    private readonly receipt: ReceivePaper,
    private readonly review: ReviewDraft,
    private readonly acceptance: AcceptDraft,
    private readonly revisionRequest: RequestRevision,
    private readonly revisionApproval: ApproveRevision,
    private readonly revisionRefusal: RefuseRevision,
    private readonly discarding: DiscardDraft,
    private readonly unitPlanReceipt: ReceiveUnitPlan,
    private readonly measureChanges: ChangeMeasures,
    private readonly unitPlanAcceptance: AcceptUnitPlan,
    private readonly draft: GetDraft,
    private readonly drafts: ListDrafts,
    private readonly sentences: ListSentences,
    private readonly changes: ListChanges,
    private readonly difference: GetDifference,
  ) {}

  @Endpoint(receiveFile)
  receiveFile(@Input() input: InputOf<typeof receiveFile>, @Context() context: CommandContext) {
    return this.receipt.file(input, context);
  }

  @Endpoint(receiveText)
  receiveText(@Input() input: InputOf<typeof receiveText>, @Context() context: CommandContext) {
    return this.receipt.text(input, context);
  }

  @Endpoint(reviewDraft)
  change(@Input() input: InputOf<typeof reviewDraft>, @Context() context: CommandContext) {
    return this.review.execute(input, context);
  }

  @Endpoint(acceptDraft)
  accept(@Input() input: InputOf<typeof acceptDraft>, @Context() context: CommandContext) {
    return this.acceptance.execute(input, context);
  }

  @Endpoint(requestRevision)
  requestRevision(@Input() input: InputOf<typeof requestRevision>, @Context() context: CommandContext) {
    return this.revisionRequest.execute(input, context);
  }

  @Endpoint(approveRevision)
  approveRevision(@Input() input: InputOf<typeof approveRevision>, @Context() context: CommandContext) {
    return this.revisionApproval.execute(input, context);
  }

  @Endpoint(refuseRevision)
  refuseRevision(@Input() input: InputOf<typeof refuseRevision>, @Context() context: CommandContext) {
    return this.revisionRefusal.execute(input, context);
  }

  @Endpoint(discardDraft)
  discard(@Input() input: InputOf<typeof discardDraft>, @Context() context: CommandContext) {
    return this.discarding.execute(input, context);
  }

  @Endpoint(receiveUnitPlanFile)
  receiveUnitPlanFile(@Input() input: InputOf<typeof receiveUnitPlanFile>, @Context() context: CommandContext) {
    return this.unitPlanReceipt.file(input, context);
  }

  @Endpoint(receiveUnitPlanText)
  receiveUnitPlanText(@Input() input: InputOf<typeof receiveUnitPlanText>, @Context() context: CommandContext) {
    return this.unitPlanReceipt.text(input, context);
  }

  @Endpoint(changeMeasures)
  changeMeasures(@Input() input: InputOf<typeof changeMeasures>, @Context() context: CommandContext) {
    return this.measureChanges.execute(input, context);
  }

  @Endpoint(acceptUnitPlan)
  acceptUnitPlan(@Input() input: InputOf<typeof acceptUnitPlan>, @Context() context: CommandContext) {
    return this.unitPlanAcceptance.execute(input, context);
  }

  @Endpoint(listDrafts)
  list(@Input() input: InputOf<typeof listDrafts>, @Context() context: CommandContext) {
    return this.drafts.execute(input, context);
  }

  @Endpoint(getDraft)
  get(@Input() input: InputOf<typeof getDraft>, @Context() context: CommandContext) {
    return this.draft.execute(input, context);
  }

  @Endpoint(listSentences)
  listSentences(@Input() input: InputOf<typeof listSentences>, @Context() context: CommandContext) {
    return this.sentences.execute(input, context);
  }

  @Endpoint(listChanges)
  listChanges(@Input() input: InputOf<typeof listChanges>, @Context() context: CommandContext) {
    return this.changes.execute(input, context);
  }

  @Endpoint(getDifference)
  getDifference(@Input() input: InputOf<typeof getDifference>, @Context() context: CommandContext) {
    return this.difference.execute(input, context);
  }
}
