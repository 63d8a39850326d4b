import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AssignmentPhase } from '#contracts';

/** Whose plan it is: the office that runs it sees the reminders of its tasks. */
@Entity('watched_plan')
export class WatchedPlanEntity {
  @PrimaryColumn('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('uuid', { name: 'office_unit_id' })
  officeUnitId!: string;
}

/** What the lists call a task. */
@Entity('watched_task')
export class WatchedTaskEntity {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('text')
  no!: string;

  @Column('text')
  title!: string;
}

/** Where an assignment stands, beside its reminders. */
@Entity('watched_assignment')
export class WatchedAssignmentEntity {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('text')
  phase!: AssignmentPhase;

  @Column('smallint')
  progress!: number;
}
