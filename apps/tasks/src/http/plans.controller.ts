import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { approveIssue, ApproveIssue } from '../commands/approve-issue.js';
import { refuseIssue, RefuseIssue } from '../commands/refuse-issue.js';
import { registerPlan, RegisterPlan } from '../commands/register-plan.js';
import { registerTasks, RegisterTasks } from '../commands/register-tasks.js';
import { requestIssue, RequestIssue } from '../commands/request-issue.js';
import { getRevision, GetRevision } from '../queries/drafts/get-revision.js';
import { getPlan, GetPlan } from '../queries/get-plan.js';
import { listPlans, ListPlans } from '../queries/list-plans.js';
import { listPlanTasks, ListPlanTasks } from '../queries/list-plan-tasks.js';

@Controller()
export class PlansController {
  constructor(
    private readonly registration: RegisterPlan,
    private readonly taskRegistration: RegisterTasks,
    private readonly issueRequest: RequestIssue,
    private readonly issueApproval: ApproveIssue,
    private readonly issueRefusal: RefuseIssue,
    private readonly plan: GetPlan,
    private readonly revision: GetRevision,
    private readonly plans: ListPlans,
    private readonly planTasks: ListPlanTasks,
  ) {}

  @Endpoint(registerPlan)
  register(@Input() input: InputOf<typeof registerPlan>, @Context() context: CommandContext) {
    return this.registration.execute(input, context);
  }

  @Endpoint(registerTasks)
  registerTasks(@Input() input: InputOf<typeof registerTasks>, @Context() context: CommandContext) {
    return this.taskRegistration.execute(input, context);
  }

  @Endpoint(requestIssue)
  requestIssue(@Input() input: InputOf<typeof requestIssue>, @Context() context: CommandContext) {
    return this.issueRequest.execute(input, context);
  }

  @Endpoint(approveIssue)
  approveIssue(@Input() input: InputOf<typeof approveIssue>, @Context() context: CommandContext) {
    return this.issueApproval.execute(input, context);
  }

  @Endpoint(refuseIssue)
  refuseIssue(@Input() input: InputOf<typeof refuseIssue>, @Context() context: CommandContext) {
    return this.issueRefusal.execute(input, context);
  }

  @Endpoint(getPlan)
  get(@Input() input: InputOf<typeof getPlan>, @Context() context: CommandContext) {
    return this.plan.execute(input, context);
  }

  @Endpoint(getRevision)
  getRevision(@Input() input: InputOf<typeof getRevision>, @Context() context: CommandContext) {
    return this.revision.execute(input, context);
  }

  @Endpoint(listPlans)
  list(@Input() input: InputOf<typeof listPlans>, @Context() context: CommandContext) {
    return this.plans.execute(input, context);
  }

  @Endpoint(listPlanTasks)
  listTasks(@Input() input: InputOf<typeof listPlanTasks>, @Context() context: CommandContext) {
    return this.planTasks.execute(input, context);
  }
}
