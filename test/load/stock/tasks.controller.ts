import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ClientKafka } from '@nestjs/microservices';
import { DataSource } from 'typeorm';
import { Assignment, ProgressReport } from './entities.js';
import { ACCEPTED, REPORTED, type AssignmentChanged } from './events.js';

export const KAFKA_CLIENT = 'KAFKA_CLIENT';

/** The commands: rows in one transaction, then one `emit` for each. */
@Controller('/assignments')
export class TasksController {
  private readonly emitted = { [ACCEPTED]: 0, [REPORTED]: 0 };

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(KAFKA_CLIENT) private readonly client: ClientKafka,
  ) {}

  @Post('/:id/acceptance')
  async accept(@Param('id') assignmentId: string): Promise<AssignmentChanged> {
    const accepted = await this.dataSource.transaction(async (manager) => {
      const assignment = await manager.findOneByOrFail(Assignment, { assignmentId });
      assignment.phase = 'ACCEPTED';
      assignment.acceptedAt = new Date();
      return manager.save(assignment);
    });
    return this.emit(ACCEPTED, accepted);
  }

  @Post('/:id/reports')
  async report(
    @Param('id') assignmentId: string,
    @Body() { progress, text }: Pick<ProgressReport, 'progress' | 'text'>,
  ): Promise<AssignmentChanged> {
    const reported = await this.dataSource.transaction(async (manager) => {
      const assignment = await manager.findOneByOrFail(Assignment, { assignmentId });
      const reportedAt = new Date();
      Object.assign(assignment, { phase: 'IN_PROGRESS', progress, lastReportedAt: reportedAt });
      await manager.save(ProgressReport, { assignmentId, reportedAt, progress, text });
      return manager.save(assignment);
    });
    return this.emit(REPORTED, reported);
  }

  /** How many messages each topic is to have: what is still in the client counts as behind. */
  @Get('/emitted')
  emittedByTopic(): Record<string, number> {
    return this.emitted;
  }

  private emit(topic: typeof ACCEPTED | typeof REPORTED, assignment: Assignment): AssignmentChanged {
    const { assignmentId, taskId, unitId, phase, progress } = assignment;
    const value = { assignmentId, taskId, unitId, phase, progress, occurredAt: new Date().toISOString() };
    this.emitted[topic]++;
    this.client.emit(topic, { key: taskId, value });
    return value;
  }
}
