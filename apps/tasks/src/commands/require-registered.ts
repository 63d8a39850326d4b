import type { Queryable } from '#messaging';
import type { Directory } from '#platform';
import { refuse } from '../domain/errors.js';

type Entry = { unitId: string } | { groupId: string };

/** A field of a request that names a unit or a group of the register. */
export type RegisterField = { pointer: string } & Entry;

/** The fields by which `units`, the list at `pointer` of a request, name units and groups. */
export function fieldsOf(units: readonly Entry[], pointer = '/units'): RegisterField[] {
  return units.map((unit, index) =>
    'unitId' in unit
      ? { pointer: `${pointer}/${index}/unitId`, unitId: unit.unitId }
      : { pointer: `${pointer}/${index}/groupId`, groupId: unit.groupId },
  );
}

/** The same for the units of every task of the list `tasks`. */
export function fieldsOfTasks(tasks: readonly { units: readonly Entry[] }[]): RegisterField[] {
  return tasks.flatMap(({ units }, index) => fieldsOf(units, `/tasks/${index}/units`));
}

/**
 * An event may come before the one that tells of its unit and is kept until then; a person who asks can wait that moment,
 * and a wrong id would give work to nobody.
 * @throws DomainError `REGISTER.ENTRY_UNKNOWN`, pointing at every field whose unit or group is not known here
 */
export async function requireRegistered(
  directory: Directory,
  fields: readonly RegisterField[],
  on: Queryable,
): Promise<void> {
  const unitIds = new Set(fields.flatMap((field) => ('unitId' in field ? [field.unitId] : [])));
  const groupIds = new Set(fields.flatMap((field) => ('groupId' in field ? [field.groupId] : [])));
  const units = await directory.units([...unitIds], on);
  const groups = await directory.groups([...groupIds], on);
  const isKnown = (field: Entry) => ('unitId' in field ? units.has(field.unitId) : groups.has(field.groupId));
  const errors = fields.filter((field) => !isKnown(field)).map(errorAt);
  if (errors.length === 0) return;
  const message =
    'The register does not know every unit or group named here yet. Correct the fields that are pointed at.';
  throw refuse('REGISTER.ENTRY_UNKNOWN', message, { errors });
}

function errorAt(field: RegisterField): { pointer: string; message: string } {
  const entry = 'unitId' in field ? 'unit' : 'group';
  const message = `The register does not know this ${entry} here yet. Check the id; a ${entry} added just now is known in a moment.`;
  return { pointer: field.pointer, message };
}
