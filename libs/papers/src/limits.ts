const MEGABYTE = 1024 * 1024;

/** What a paper may cost. Each limit has a refusal of its own. */
export interface PaperLimits {
  /** Of the file as it is handed in. */
  readonly fileBytes: number;
  /** Of everything that is unpacked from it; counted while unpacking, since a file may lie about it. */
  readonly unpackedBytes: number;
  /** Files in an archive; a paper of Word has some twenty, each picture is one more. */
  readonly entries: number;
  /** How deep elements or tables may stand inside one another. */
  readonly depth: number;
  readonly pages: number;
  /** Text of the whole paper: twenty times a long plan. */
  readonly characters: number;
  readonly cells: number;
  /** Reading and understanding together, from the start of the process that does it. */
  readonly milliseconds: number;
  /** JavaScript heap of that process; its whole memory may be `HEADROOM_BYTES` more. */
  readonly heapBytes: number;
}

export const DEFAULT_LIMITS: PaperLimits = {
  fileBytes: 20 * MEGABYTE,
  unpackedBytes: 200 * MEGABYTE,
  entries: 2_000,
  depth: 200,
  pages: 500,
  characters: 1_000_000,
  cells: 200_000,
  milliseconds: 60_000,
  heapBytes: 384 * MEGABYTE,
};

/** The program itself, the file, and what is being unpacked: memory outside the heap. */
export const HEADROOM_BYTES = 256 * MEGABYTE;
