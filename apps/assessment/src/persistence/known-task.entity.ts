import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Number and title of tasks, so that an explanation can name them. */
@Entity('known_task')
export class KnownTaskEntity {
  @PrimaryColumn('uuid', { name: 'task_id', primaryKeyConstraintName: 'PK_known_task' })
  taskId!: string;

  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('text')
  no!: string;

  @Column('text')
  title!: string;
}
