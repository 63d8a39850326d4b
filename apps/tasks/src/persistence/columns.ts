import { createHash } from 'node:crypto';

/** SQL types of the columns through which rows travel as JSON. `timestamptz` travels as an ISO instant in UTC. */
type ColumnType = 'uuid' | 'uuid[]' | 'text' | 'integer' | 'boolean' | 'date' | 'timestamptz' | 'jsonb';

/** Property of the domain object → type of the column of the same name in snake case. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** A prepared statement with its rows as one JSON parameter. */
export interface RowsStatement {
  name: string;
  text: string;
  values: [rows: string];
}

/** An expression that gives a row of table alias `alias` as a JSON object with the properties of `columns`. */
export function jsonRow(alias: string, columns: Columns): string {
  const pairs = Object.entries(columns).map(([property, type]) => {
    const column = `${alias}.${columnName(property)}`;
    return `'${property}', ${type === 'timestamptz' ? isoInstant(column) : column}`;
  });
  return `json_build_object(${pairs.join(', ')})`;
}

/**
 * As `jsonRow`, at half the price: instants come as PostgreSQL writes them and are to be read by `withInstants`. For what
 * is read all day.
 */
export function rawRow(alias: string, columns: Columns): string {
  const fields = Object.keys(columns).map((property) => `${alias}.${columnName(property)} AS "${property}"`);
  return `(SELECT row_to_json(raw) FROM (SELECT ${fields.join(', ')}) raw)`;
}

/** A row of `rawRow` with its instants as `Date.toISOString` writes them. */
export function withInstants<Row extends object>(columns: Columns, row: Row): Row {
  const instants = Object.entries(row).filter(([property, value]) => value && columns[property] === 'timestamptz');
  const read = instants.map(([property, value]) => [property, new Date(value as string).toISOString()]);
  return { ...row, ...Object.fromEntries(read) };
}

/** `INSERT` of `rows` into `table`. */
export function insertRows(table: string, columns: Columns, rows: readonly object[]): RowsStatement {
  return prepared(insertText(table, columns), rows);
}

/** `INSERT` of `rows` that replaces the row of the same `key` where there is one. */
export function upsertRows(table: string, key: string, columns: Columns, rows: readonly object[]): RowsStatement {
  return prepared(upsertText(table, key, columns), rows);
}

/** The text of `upsertRows`, its rows being parameter `parameter`. */
export function upsertText(table: string, key: string, columns: Columns, parameter = 1): string {
  return `${insertText(table, columns, parameter)} ORDER BY r."${key}"
    ON CONFLICT (${columnName(key)}) DO UPDATE SET ${assignments(key, columns, (property) => `excluded.${columnName(property)}`)}`;
}

/** `UPDATE` of `table` by `rows`, matched by `key`. */
export function updateRows(table: string, key: string, columns: Columns, rows: readonly object[]): RowsStatement {
  return prepared(updateText(table, key, columns, { one: rows.length === 1 }), rows);
}

/**
 * The text of `updateRows`, its rows being parameter `parameter`. `one`: for a single row; the planner takes every JSON array
 * for a hundred, and would read a whole small table to change one.
 */
export function updateText(
  table: string,
  key: string,
  columns: Columns,
  { one, parameter = 1 }: { one: boolean; parameter?: number },
): string {
  const source = one ? `(SELECT * FROM ${jsonRows(columns, parameter)} LIMIT 1) AS r` : jsonRows(columns, parameter);
  return `UPDATE ${table} AS changed SET ${assignments(key, columns, (property) => `r."${property}"`)}
    FROM ${source} WHERE changed.${columnName(key)} = r."${key}"`;
}

/** The expression of an instant as ISO text in UTC, as `Date.toISOString` writes it. */
export function isoInstant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function prepared(text: string, rows: readonly object[]): RowsStatement {
  return { name: statementName(text), text, values: [JSON.stringify(rows)] };
}

/** A statement is named by its text: two texts under one name would be refused by the driver on the connection that has the first. */
export function statementName(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function insertText(table: string, columns: Columns, parameter = 1): string {
  const properties = Object.keys(columns);
  return `INSERT INTO ${table} (${properties.map(columnName).join(', ')})
    SELECT ${properties.map((property) => `r."${property}"`).join(', ')} FROM ${jsonRows(columns, parameter)}`;
}

/** A `FROM` item `r` that reads the parameter, a JSON array of objects with the properties of `columns`. */
function jsonRows(columns: Columns, parameter: number): string {
  const fields = Object.entries(columns).map(([property, type]) => `"${property}" ${type}`);
  return `json_to_recordset($${parameter}::json) AS r(${fields.join(', ')})`;
}

function assignments(key: string, columns: Columns, value: (property: string) => string): string {
  const changed = Object.keys(columns).filter((property) => property !== key);
  return changed.map((property) => `${columnName(property)} = ${value(property)}`).join(', ');
}

/** `completedAt` → `completed_at` */
export function columnName(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
