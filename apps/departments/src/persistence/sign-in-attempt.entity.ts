import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Attempts to sign in since the last success, for names that exist and names that do not: a lock must not tell which
 * accounts there are.
 */
@Entity('sign_in_attempt')
export class SignInAttemptEntity {
  @PrimaryColumn('text')
  username!: string;

  @Column('integer')
  attempts!: number;

  /** Machine time of the last attempt that counted. */
  @Index('sign_in_attempt_last_at')
  @Column('timestamptz', { name: 'last_at' })
  lastAt!: Date;
}
