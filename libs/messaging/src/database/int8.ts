import pg from 'pg';

const INT8 = 20;

/** Positions are numbers from the driver on. Beyond 2^53 they would silently become neighbours, so that is refused. */
export function readInt8AsNumber(): void {
  pg.types.setTypeParser(INT8, toSafeInteger);
}

export function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The bigint ${text} is beyond 2^53 and cannot be a number.`);
  return value;
}
