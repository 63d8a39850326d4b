import { Controller, Inject, type Type } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { DataSource } from 'typeorm';
import { AssignmentRecord, CockpitAssignment, TimetableEntry, WatchedAssignment } from './entities.js';
import { ACCEPTED, REPORTED, type AssignmentChanged, type Consumer } from './events.js';

@Controller()
class CockpitConsumer {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @EventPattern(ACCEPTED)
  accepted(@Payload() event: AssignmentChanged): Promise<unknown> {
    return this.save(event);
  }

  @EventPattern(REPORTED)
  reported(@Payload() event: AssignmentChanged): Promise<unknown> {
    return this.save(event);
  }

  private save({ assignmentId, taskId, unitId, phase, progress }: AssignmentChanged): Promise<unknown> {
    return this.dataSource.getRepository(CockpitAssignment).save({ assignmentId, taskId, unitId, phase, progress });
  }
}

@Controller()
class FactsConsumer {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @EventPattern(ACCEPTED)
  accepted(@Payload() { assignmentId, taskId, unitId, occurredAt }: AssignmentChanged): Promise<unknown> {
    const record = { assignmentId, kind: 'SIGNED_IN_TIME', taskId, unitId, occurredAt: new Date(occurredAt) };
    return this.dataSource.getRepository(AssignmentRecord).save(record);
  }
}

@Controller()
class TimetableConsumer {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @EventPattern(ACCEPTED)
  async accepted(@Payload() event: AssignmentChanged): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { assignmentId, taskId, phase, progress } = event;
      await manager.save(WatchedAssignment, { assignmentId, taskId, phase, progress });
      await manager.save(TimetableEntry, { assignmentId, rule: 'SIGN_DUE', state: 'NOT_NEEDED' });
    });
  }

  @EventPattern(REPORTED)
  reported(@Payload() { assignmentId, taskId, phase, progress }: AssignmentChanged): Promise<unknown> {
    return this.dataSource.getRepository(WatchedAssignment).save({ assignmentId, taskId, phase, progress });
  }
}

/** The controllers of each consumer group. */
export const CONSUMER_CONTROLLERS: Readonly<Record<Consumer, Type>> = {
  cockpit: CockpitConsumer,
  facts: FactsConsumer,
  timetable: TimetableConsumer,
};
