import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { ExplainResult, explainResult } from '../queries/explain-result.js';
import { ListOwnResults, listOwnResults } from '../queries/list-own-results.js';
import { ListUnitFacts, listUnitFacts } from '../queries/list-unit-facts.js';

@Controller()
export class ResultsController {
  constructor(
    private readonly explanation: ExplainResult,
    private readonly own: ListOwnResults,
    private readonly facts: ListUnitFacts,
  ) {}

  @Endpoint(explainResult)
  explain(@Input() input: InputOf<typeof explainResult>, @Context() context: CommandContext) {
    return this.explanation.execute(input, context);
  }

  @Endpoint(listOwnResults)
  listOwn(@Input() input: InputOf<typeof listOwnResults>, @Context() context: CommandContext) {
    return this.own.execute(input, context);
  }

  @Endpoint(listUnitFacts)
  listFacts(@Input() input: InputOf<typeof listUnitFacts>, @Context() context: CommandContext) {
    return this.facts.execute(input, context);
  }
}
