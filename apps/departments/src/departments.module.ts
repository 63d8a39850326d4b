import { Module, type DynamicModule } from '@nestjs/common';
import { SystemClock, type Clock } from '#kernel';
import { scheduledJob, ServicePlatform } from '#platform';
import { AccountChanges } from './commands/account-changes.js';
import { AppointMember } from './commands/appoint-member.js';
import { ChangeAccountState } from './commands/change-account-state.js';
import { ChangeGroup } from './commands/change-group.js';
import { ChangePassword } from './commands/change-password.js';
import { ChangeRoles } from './commands/change-roles.js';
import { ChangeUnit } from './commands/change-unit.js';
import { MoveDemoClock } from './commands/move-demo-clock.js';
import { PublishCalendar } from './commands/publish-calendar.js';
import { RefreshSession } from './commands/refresh-session.js';
import { RegisterUnit } from './commands/register-unit.js';
import { RenameUnit } from './commands/rename-unit.js';
import { ResetPassword } from './commands/reset-password.js';
import { RevokeSessions } from './commands/revoke-sessions.js';
import { SetUpGroup } from './commands/set-up-group.js';
import { SignIn } from './commands/sign-in.js';
import { SignOut } from './commands/sign-out.js';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from './config.js';
import { AccountsController } from './http/accounts.controller.js';
import { CalendarsController } from './http/calendars.controller.js';
import { DemoClockController } from './http/demo-clock.controller.js';
import { GroupsController } from './http/groups.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { UnitsController } from './http/units.controller.js';
import { ForgetOldSessions } from './jobs/forget-old-sessions.job.js';
import { departmentsEntities } from './persistence/entities.js';
import { departmentsMigrations } from './persistence/migrations/index.js';
import { OwnDirectory } from './persistence/own-directory.js';
import { AddWorkingDays } from './queries/add-working-days.js';
import { GetAccount } from './queries/get-account.js';
import { GetCalendar } from './queries/get-calendar.js';
import { GetGroup } from './queries/get-group.js';
import { GetMe } from './queries/get-me.js';
import { GetUnit } from './queries/get-unit.js';
import { ListAccounts } from './queries/list-accounts.js';
import { ListCalendars } from './queries/list-calendars.js';
import { ListGroups } from './queries/list-groups.js';
import { ListUnits } from './queries/list-units.js';
import { AccessTokens } from './security/access-tokens.js';
import { FirstAdministrator } from './security/first-administrator.js';
import { GuardedAttempts } from './security/guarded-attempts.js';
import { MACHINE_CLOCK } from './security/machine-clock.js';
import { Passwords } from './security/passwords.js';
import { RecoveredAdministrator } from './security/recovered-administrator.js';

/** Their endpoints are every route of the service. */
export const departmentsControllers = [
  SessionsController,
  UnitsController,
  GroupsController,
  AccountsController,
  CalendarsController,
  DemoClockController,
];

const COMMANDS = [
  AccountChanges,
  AppointMember,
  ChangeAccountState,
  ChangeGroup,
  ChangePassword,
  ChangeRoles,
  ChangeUnit,
  MoveDemoClock,
  PublishCalendar,
  RefreshSession,
  RegisterUnit,
  RenameUnit,
  ResetPassword,
  RevokeSessions,
  SetUpGroup,
  SignIn,
  SignOut,
];

const QUERIES = [
  AddWorkingDays,
  GetAccount,
  GetCalendar,
  GetGroup,
  GetMe,
  GetUnit,
  ListAccounts,
  ListCalendars,
  ListGroups,
  ListUnits,
];

const SECURITY = [AccessTokens, FirstAdministrator, GuardedAttempts, Passwords, RecoveredAdministrator];

/** Units, groups, people, sign-in and the working-day calendar. */
@Module({})
export class DepartmentsModule {
  static register(config: DepartmentsConfig, machineClock: Clock = new SystemClock()): DynamicModule {
    const platform = ServicePlatform.forService({
      service: 'departments',
      title: 'Lianban departments: units, people, sign-in, working days',
      config,
      sources: [],
      entities: departmentsEntities,
      migrations: departmentsMigrations,
      controllers: departmentsControllers,
      directory: OwnDirectory,
    });
    return {
      module: DepartmentsModule,
      imports: [platform],
      controllers: departmentsControllers,
      providers: [
        { provide: DEPARTMENTS_CONFIG, useValue: config },
        { provide: MACHINE_CLOCK, useValue: machineClock },
        ...SECURITY,
        ...COMMANDS,
        ...QUERIES,
        ...scheduledJob(ForgetOldSessions),
      ],
    };
  }
}
