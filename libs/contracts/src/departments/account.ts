import { z } from 'zod';
import { Id, Instant } from '../common/fields.js';

/** What a person does for his unit. */
export const Role = z
  .enum([
    'LIAISON_OFFICER', // 联络员: signs for tasks and reports
    'UNIT_APPROVER', // 分管负责同志: approves what leaves the unit
    'COORDINATOR', // 领导小组办公室: runs the work
    'GROUP_LEADER', // 领导小组组长、副组长: approves and decides
    'GROUP_MEMBER', // 领导小组成员: reviews where the office must step aside
    'ASSESSOR', // 考核工作组
    'AUDITOR', // 审计员
    'ADMINISTRATOR', // 系统管理员: units, accounts, calendar; no business rights
  ])
  .meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** An account: one person in one unit. Services learn from it whom a token speaks for. */
export const AccountState = z
  .object({
    accountId: Id,
    username: z.string(),
    displayName: z.string(),
    unitId: Id,
    roles: z.array(Role),
    disabled: z.boolean(),
    /** Tokens issued before this instant are revoked. */
    tokensValidFrom: Instant,
    /** A sample account; refused in production. */
    sample: z.boolean(),
  })
  .meta({ id: 'AccountState' });
export type AccountState = z.infer<typeof AccountState>;
