import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { Commands, endpoint, requireVersion, type CommandContext, type InputOf, type Reply } from '#platform';
import { Standing } from '../access/standing.js';
import { completeMeasure } from '../domain/measures.js';
import { lockMeasure, updateMeasure } from '../persistence/measures.js';
import { findTask } from '../persistence/tasks.js';
import { MeasureRecord, measureReply } from './answers.js';
import { AssignmentParams } from './task-fields.js';
import { newMeasureEvent } from './task-events.js';

export const measureDone = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/measures/:measureId/completion',
  summary: '完成措施 — say that a measure of the own plan of the unit is done',
  tag: 'assignments',
  params: AssignmentParams.extend({ measureId: Id }),
  response: MeasureRecord,
  problems: ['TASK.NOT_FOUND', 'MEASURE.NOT_FOUND', 'MEASURE.NOT_YOURS', 'MEASURE.ACTION_NOT_ALLOWED'],
});

@Injectable()
export class CompleteMeasure {
  constructor(
    private readonly commands: Commands,
    private readonly standing: Standing,
  ) {}

  execute({ params }: InputOf<typeof measureDone>, context: CommandContext): Promise<Reply<MeasureRecord>> {
    const { taskId, assignmentId, measureId } = params;
    return this.commands.run(context, async (tx) => {
      const seen = await findTask(tx, taskId);
      const relations = await this.standing.toAssignment(tx, context.caller, seen, assignmentId, context.now);
      const before = await lockMeasure(tx, assignmentId, measureId);
      requireVersion(context, before.version);
      const change = completeMeasure(before, relations, context.now);
      await updateMeasure(tx, change.measure);
      tx.append([newMeasureEvent(change, context)]);
      return measureReply(change.measure);
    });
  }
}
