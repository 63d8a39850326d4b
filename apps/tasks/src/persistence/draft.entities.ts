import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { DraftHead, DraftKind, DraftSentence, DraftState, DraftTask } from '#contracts';

/** The draft of one paper. Progress and attempts belong to its reading and are no part of its versions. */
@Entity('draft')
@Index('draft_of_office', ['officeUnitId', 'draftId'])
@Index('draft_to_read', ['draftId'], { where: `phase = 'RECEIVED'` })
@Index('draft_revision_requested', ['planId'], { unique: true, where: `phase = 'REVISION_REQUESTED'` })
@Check('draft_progress', 'progress BETWEEN 0 AND 100')
@Check('draft_accepted_has_plan', `phase <> 'ACCEPTED' OR plan_id IS NOT NULL`)
export class DraftEntity {
  @PrimaryColumn('uuid', { name: 'draft_id' })
  draftId!: string;

  @Column('text', { default: 'PLAN' })
  kind!: DraftKind;

  @Column('integer')
  version!: number;

  @Column('uuid', { name: 'office_unit_id' })
  officeUnitId!: string;

  @Column('uuid', { name: 'plan_id', nullable: true })
  planId!: string | null;

  @Column('uuid', { nullable: true })
  revises!: string | null;

  @Column('text', { name: 'file_name' })
  fileName!: string;

  @Column('integer', { name: 'file_bytes' })
  fileBytes!: number;

  @Column('text', { name: 'file_hash' })
  fileHash!: string;

  @Column('text')
  phase!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('jsonb', { nullable: true })
  head!: DraftHead | null;

  @Column('integer')
  tasks!: number;

  @Column('integer')
  sentences!: number;

  @Column('integer', { name: 'open_sentences' })
  openSentences!: number;

  @Column('jsonb', { nullable: true })
  refusal!: DraftState['refusal'];

  @Column('uuid', { name: 'revision_requested_by', nullable: true })
  revisionRequestedBy!: string | null;

  /** How often reading was begun; a paper that ends its reader is not read for ever. */
  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('integer', { default: 0 })
  progress!: number;

  /** Stage of the reading under way; null before it begins. */
  @Column('text', { nullable: true })
  stage!: string | null;

  @Column('timestamptz', { name: 'stage_since', nullable: true })
  stageSince!: Date | null;
}

/** The file of a draft as it was handed in. */
@Entity('draft_file')
export class DraftFileEntity {
  @PrimaryColumn('uuid', { name: 'draft_id' })
  @ForeignKey(() => DraftEntity, { name: 'draft_file_draft' })
  draftId!: string;

  @Column('bytea')
  bytes!: Buffer;
}

/** A task that a draft proposes. */
@Entity('draft_task')
export class DraftTaskEntity {
  @PrimaryColumn('uuid', { name: 'draft_id' })
  @ForeignKey(() => DraftEntity, { name: 'draft_task_draft' })
  draftId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  position!: number;

  @Column('jsonb')
  item!: DraftTask;

  /** The task that it became. */
  @Column('uuid', { name: 'task_id', nullable: true })
  taskId!: string | null;
}

/** A sentence of the paper of a draft. */
@Entity('draft_sentence')
export class DraftSentenceEntity {
  @PrimaryColumn('uuid', { name: 'draft_id' })
  @ForeignKey(() => DraftEntity, { name: 'draft_sentence_draft' })
  draftId!: string;

  @PrimaryColumn('integer')
  position!: number;

  @Column('text')
  state!: string;

  @Column('jsonb')
  item!: DraftSentence;
}

export const draftEntities = [DraftEntity, DraftFileEntity, DraftTaskEntity, DraftSentenceEntity];
