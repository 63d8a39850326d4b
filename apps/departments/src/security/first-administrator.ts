import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MemberAppointed, UnitRegistered, type AccountState, type UnitState } from '#contracts';
import { CLOCK, newId, type Clock } from '#kernel';
import { Database, eventOf, LOGGER, type Tx } from '#platform';
import type { Logger } from 'pino';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';
import { insertAccount } from '../persistence/accounts.js';
import { insertUnit } from '../persistence/units.js';
import { causedByInstallation } from './installation.js';
import { MACHINE_CLOCK } from './machine-clock.js';
import { Passwords } from './passwords.js';

const UNIT_NAME = '系统管理';

/** Appoints the first administrator in an empty register: without him nobody could appoint anybody. */
@Injectable()
export class FirstAdministrator implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    @Inject(DEPARTMENTS_CONFIG) private readonly config: DepartmentsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { BOOTSTRAP_ADMIN_PASSWORD: password, BOOTSTRAP_ADMIN_USERNAME: username } = this.config;
    if (await this.anybody(this.database)) return;
    if (password === undefined) {
      this.logger.warn(
        'nobody can sign in: start once with BOOTSTRAP_ADMIN_PASSWORD to appoint the first administrator',
      );
      return;
    }
    const passwordHash = await this.passwords.hash(password);
    await this.database.transaction((tx) => this.appoint(tx, username.toLowerCase(), passwordHash));
  }

  private async anybody(on: Pick<Tx, 'query'>): Promise<boolean> {
    const { rows } = await on.query<{ anybody: boolean }>('SELECT EXISTS (SELECT FROM account) AS anybody');
    return rows[0]?.anybody === true;
  }

  private async appoint(tx: Tx, username: string, passwordHash: string): Promise<void> {
    // Several instances may start at once: the others wait here and then find an account.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('first-administrator', 0))`);
    if (await this.anybody(tx)) return;
    const unit = administrationUnit();
    const account: AccountState = {
      accountId: newId(),
      username,
      displayName: '系统管理员',
      unitId: unit.unitId,
      roles: ['ADMINISTRATOR'],
      disabled: false,
      tokensValidFrom: this.machineClock.now().toISOString(),
      sample: false,
    };
    await insertUnit(tx, unit);
    await insertAccount(tx, account, passwordHash);
    const cause = causedByInstallation(this.clock);
    tx.append([
      eventOf(UnitRegistered, { aggregateId: unit.unitId, aggregateVersion: 1, data: { unit } }, cause),
      eventOf(MemberAppointed, { aggregateId: account.accountId, aggregateVersion: 1, data: { account } }, cause),
    ]);
    this.logger.info({ username }, 'the first administrator was appointed');
  }
}

function administrationUnit(): UnitState {
  return {
    unitId: newId(),
    name: UNIT_NAME,
    kind: 'DEPARTMENT',
    superiorId: null,
    seatUnitId: null,
    scorable: false,
    aliases: [],
    origin: '系统初始化',
  };
}
