/** Whether the name or type of a part says that it holds macros. */
export function hasMacros(nameOrType: string | undefined): boolean {
  return /macroenabled|vbaproject|macrosheet/i.test(nameOrType ?? '');
}
