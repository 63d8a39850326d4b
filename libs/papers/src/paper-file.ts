/** A file as it was handed in. What it is, is recognised by its content; its name decides nothing. */
export interface PaperFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
