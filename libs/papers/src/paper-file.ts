/** A file as it was handed in. What it is, is recognised by its content; the name only helps where the content leaves it open. */
export interface PaperFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
