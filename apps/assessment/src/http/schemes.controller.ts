import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { AdoptScheme, adoptScheme } from '../commands/adopt-scheme.js';
import { GetScheme, getScheme } from '../queries/get-scheme.js';
import { ListSchemes, listSchemes } from '../queries/list-schemes.js';

@Controller()
export class SchemesController {
  constructor(
    private readonly adoption: AdoptScheme,
    private readonly one: GetScheme,
    private readonly all: ListSchemes,
  ) {}

  @Endpoint(adoptScheme)
  adopt(@Input() input: InputOf<typeof adoptScheme>, @Context() context: CommandContext) {
    return this.adoption.execute(input, context);
  }

  @Endpoint(listSchemes)
  list(@Input() input: InputOf<typeof listSchemes>, @Context() context: CommandContext) {
    return this.all.execute(input, context);
  }

  @Endpoint(getScheme)
  get(@Input() input: InputOf<typeof getScheme>, @Context() context: CommandContext) {
    return this.one.execute(input, context);
  }
}
