import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AccountEntity } from './account.entity.js';

/** One sign-in on one machine. All times of sessions are machine time, also in a demonstration. */
@Entity('session')
export class SessionEntity {
  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('uuid', { name: 'account_id' })
  @ForeignKey(() => AccountEntity, { name: 'session_account' })
  accountId!: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Index('session_expires_at')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}

/** Every refresh token that a session had; kept after use, so that a second use is noticed. */
@Entity('refresh_token')
export class RefreshTokenEntity {
  /** SHA-256 of the token: whoever reads the table cannot sign in with it. */
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Index('refresh_token_of_session')
  @Column('uuid', { name: 'session_id' })
  @ForeignKey(() => SessionEntity, { name: 'refresh_token_session', onDelete: 'CASCADE' })
  sessionId!: string;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
