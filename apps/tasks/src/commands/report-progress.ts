import { Injectable } from '@nestjs/common';
import { Id, optionalText, text } from '#contracts';
import { newId } from '#kernel';
import { endpoint, reply, type ArrivingContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import type { Report } from '../domain/task.js';
import { AssignmentRecord } from './answers.js';
import { ChangePart } from './change-part.js';
import { AssignmentParams } from './task-fields.js';

export const reportProgress = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/reports',
  summary: '反馈进展 — report progress; a lower figure than before needs its reason under problems',
  tag: 'assignments',
  admits: 'use-case',
  params: AssignmentParams,
  body: z.strictObject({
    progress: z.number().int().min(0).max(100).meta({ description: '完成率, percent' }),
    text: text(5_000).meta({ description: '进展情况' }),
    problems: optionalText(2_000).default('').meta({ description: '存在问题' }),
    nextSteps: optionalText(2_000).default('').meta({ description: '下一步措施' }),
    needsCoordination: optionalText(2_000).default('').meta({ description: '需协调事项' }),
  }),
  response: AssignmentRecord.extend({ reportId: Id }).meta({ id: 'ReportedAssignment' }),
  status: 201,
  problems: [
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'TASK.PROGRESS_FALLS_UNEXPLAINED',
    'TASK.BUSY',
  ],
});

@Injectable()
export class ReportProgress {
  constructor(private readonly changePart: ChangePart) {}

  execute(
    { params: { taskId, assignmentId }, body }: InputOf<typeof reportProgress>,
    context: ArrivingContext,
  ): Promise<Reply<z.infer<typeof reportProgress.response>>> {
    const report: Report = { reportId: newId(), ...body };
    return this.changePart.run(context, {
      taskId,
      assignmentId,
      command: () => ({ action: 'REPORT', assignmentId, report }),
      answer: (record) => reply({ ...record.body, reportId: report.reportId }, record.headers),
    });
  }
}
