/** SQL types of the columns through which rows travel as JSON. `timestamptz` travels as an ISO instant in UTC. */
type ColumnType = 'uuid' | 'uuid[]' | 'text' | 'integer' | 'boolean' | 'date' | 'timestamptz' | 'jsonb';

/** Property of the domain object → type of the column of the same name in snake case. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** An expression that gives a row of table alias `alias` as a JSON object with the properties of `columns`. */
export function jsonRow(alias: string, columns: Columns): string {
  const pairs = Object.entries(columns).map(([property, type]) => {
    const column = `${alias}.${columnName(property)}`;
    return `'${property}', ${type === 'timestamptz' ? isoInstant(column) : column}`;
  });
  return `json_build_object(${pairs.join(', ')})`;
}

/** A `FROM` item `r` that reads parameter `$param`, a JSON array of objects with the properties of `columns`. */
function jsonRows(param: number, columns: Columns): string {
  const fields = Object.entries(columns).map(([property, type]) => `"${property}" ${type}`);
  return `json_to_recordset($${param}::json) AS r(${fields.join(', ')})`;
}

/** `INSERT` of the rows of `$1` into `table`. */
export function insertRows(table: string, columns: Columns): string {
  const properties = Object.keys(columns);
  return `INSERT INTO ${table} (${properties.map(columnName).join(', ')})
    SELECT ${properties.map((property) => `r."${property}"`).join(', ')} FROM ${jsonRows(1, columns)}`;
}

/** `INSERT` of the rows of `$1` that replaces the row of the same `key` where there is one. */
export function upsertRows(table: string, key: string, columns: Columns): string {
  return `${insertRows(table, columns)} ORDER BY r."${key}"
    ON CONFLICT (${columnName(key)}) DO UPDATE SET ${assignments(key, columns, (property) => `excluded.${columnName(property)}`)}`;
}

/** `UPDATE` of `table` by the rows of `$1`, matched by `key`. */
export function updateRows(table: string, key: string, columns: Columns): string {
  return `UPDATE ${table} AS changed SET ${assignments(key, columns, (property) => `r."${property}"`)}
    FROM ${jsonRows(1, columns)} WHERE changed.${columnName(key)} = r."${key}"`;
}

/** The expression of an instant as ISO text in UTC, as `Date.toISOString` writes it. */
export function isoInstant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function assignments(key: string, columns: Columns, value: (property: string) => string): string {
  const changed = Object.keys(columns).filter((property) => property !== key);
  return changed.map((property) => `${columnName(property)} = ${value(property)}`).join(', ');
}

function columnName(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
