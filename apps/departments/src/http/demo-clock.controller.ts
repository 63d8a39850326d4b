import { Controller } from '@nestjs/common';
import { Context, Endpoint, Input, type CommandContext, type InputOf } from '#platform';
import { MoveDemoClock, moveDemoClock } from '../commands/move-demo-clock.js';

@Controller()
export class DemoClockController {
  constructor(private readonly moving: MoveDemoClock) {}

  @Endpoint(moveDemoClock)
  move(@Input() input: InputOf<typeof moveDemoClock>, @Context() context: CommandContext) {
    return this.moving.execute(input, context);
  }
}
