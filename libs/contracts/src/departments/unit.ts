import { z } from 'zod';
import { DateOnly, Id } from '../common/fields.js';

/** Kinds of units. A leading group stands outside the administrative hierarchy. */
export const UnitKind = z
  .enum([
    'LEADING_GROUP', // 领导小组
    'COORDINATION_OFFICE', // 领导小组办公室
    'DEPARTMENT', // 市级部门
    'DISTRICT', // 区政府
    'CENTRAL_UNIT', // 中央在地方单位：可承办，不由本级考核
    'ENTERPRISE', // 企业
    'ASSOCIATION', // 协会、商会
  ])
  .meta({ id: 'UnitKind' });
export type UnitKind = z.infer<typeof UnitKind>;

/** A unit as the register has it now. */
export const UnitState = z
  .object({
    unitId: Id,
    name: z.string(),
    kind: UnitKind,
    /** 上级单位 in the administrative hierarchy; null at its top and for a leading group. */
    superiorId: Id.nullable(),
    /** The department in which an office sits (办公室设在…); null for all others. */
    seatUnitId: Id.nullable(),
    /** Whether the city may assess this unit at all. */
    scorable: z.boolean(),
    /** Short forms and former names under which papers mention it. */
    aliases: z.array(z.object({ name: z.string(), from: DateOnly.nullable(), to: DateOnly.nullable() })),
    /** Where the entry comes from, e.g. 「方案主送」 or 「示例」. */
    origin: z.string(),
  })
  .meta({ id: 'UnitState' });
export type UnitState = z.infer<typeof UnitState>;
