import type { GroupState } from '#contracts';
import type { Queryable } from '#messaging';
import { refusalOf } from '../domain/errors.js';
import { refusingDuplicates } from './unique-violation.js';

export interface VersionedGroup {
  version: number;
  group: GroupState;
}

/** The columns of `unit_group g` as `GroupState` and `version`. */
export const GROUP_COLUMNS = `g.version, jsonb_build_object('groupId', g.group_id, 'name', g.name,
  'aliases', to_jsonb(g.aliases), 'origin', g.origin,
  'members', coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', m.unit_id, 'from', m.from_on, 'to', m.to_on) ORDER BY m.place)
    FROM unit_group_member m WHERE m.group_id = g.group_id), '[]')) AS group`;

/** Locks the group until the transaction ends. Throws GROUP.NOT_FOUND. */
export async function lockGroup(tx: Queryable, groupId: string): Promise<VersionedGroup> {
  const { rows } = await tx.query<VersionedGroup>(
    `SELECT ${GROUP_COLUMNS} FROM unit_group g WHERE g.group_id = $1 FOR UPDATE OF g`,
    [groupId],
  );
  if (!rows[0]) throw refusalOf('GROUP.NOT_FOUND');
  return rows[0];
}

/** Writes the group and its whole list of memberships as `version`. Throws GROUP.NAME_TAKEN. */
export async function writeGroup(tx: Queryable, { group, version }: VersionedGroup): Promise<void> {
  const { groupId, name, aliases, origin, members } = group;
  await refusingDuplicates('unit_group_name', 'GROUP.NAME_TAKEN', () =>
    tx.query(
      `INSERT INTO unit_group (group_id, version, name, aliases, origin) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (group_id) DO UPDATE SET version = $2, name = $3, aliases = $4, origin = $5`,
      [groupId, version, name, aliases, origin],
    ),
  );
  await tx.query('DELETE FROM unit_group_member WHERE group_id = $1', [groupId]);
  await tx.query(
    `INSERT INTO unit_group_member (group_id, place, unit_id, from_on, to_on)
     SELECT $1, m.place, m.unit_id, m.from_on, m.to_on
     FROM unnest($2::uuid[], $3::date[], $4::date[]) WITH ORDINALITY AS m (unit_id, from_on, to_on, place)`,
    [groupId, members.map(({ unitId }) => unitId), members.map(({ from }) => from), members.map(({ to }) => to)],
  );
}
