import { Injectable } from '@nestjs/common';
import { Database, Gathered } from '#platform';
import {
  changesStatement,
  changeStatement,
  findStatement,
  foundPart,
  MOST_PARTS,
  type FoundPart,
  type PartQuery,
  type PartRow,
  type PartWrite,
} from './part-statements.js';

/** Assignments as units change them every day, each by itself: read and written together with those of others. */
@Injectable()
export class Parts {
  private readonly reads = new Gathered<PartQuery, FoundPart | null>({
    run: (queries) => this.findAll(queries),
    most: MOST_PARTS,
  });
  private readonly writes = new Gathered<PartWrite, boolean>({
    run: (writes) => this.writeFree(writes),
    most: MOST_PARTS,
  });

  constructor(private readonly database: Database) {}

  /** Null where the task has no such assignment. */
  find(query: PartQuery): Promise<FoundPart | null> {
    return this.reads.ask(query);
  }

  /**
   * False, and nothing is written, when somebody else holds the task or the part or has changed it. Throws the driver's error
   * 55P03 when the idempotency key is being claimed.
   */
  writeIfFree(write: PartWrite): Promise<boolean> {
    return this.writes.ask(write);
  }

  /** Waits for who holds the task, the part or the key. False, and nothing is written, when the task has another version then. */
  async write(write: PartWrite): Promise<boolean> {
    const { rowCount } = await this.database.query(changeStatement(write));
    if (rowCount > 0) this.database.appended();
    return rowCount > 0;
  }

  private async findAll(queries: readonly PartQuery[]): Promise<(FoundPart | null)[]> {
    const { rows } = await this.database.query<PartRow>(findStatement(queries));
    const found = new Map(rows.map((row) => [row.index, foundPart(row)]));
    return queries.map((_, index) => found.get(index) ?? null);
  }

  /** Of several changes of one task only the first can have its version; the database would refuse all of them for the second. */
  private async writeFree(writes: readonly PartWrite[]): Promise<boolean[]> {
    const first = new Map(writes.toReversed().map((write) => [write.task.taskId, write]));
    const { rows } = await this.database.query<{ taskId: string }>(changesStatement([...first.values()]));
    if (rows.length > 0) this.database.appended();
    const written = new Set(rows.map(({ taskId }) => taskId));
    return writes.map((write) => first.get(write.task.taskId) === write && written.has(write.task.taskId));
  }
}
