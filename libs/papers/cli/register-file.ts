import { z } from 'zod';
import type { Register } from '#decomposition';

const Day = z.iso.date();

/** Units and groups as the departments service lists them; what this library does not need is left out. */
const RegisterFile = z.object({
  units: z
    .array(
      z.object({
        unitId: z.string(),
        name: z.string().min(1),
        aliases: z
          .array(z.object({ name: z.string(), from: Day.nullable().default(null), to: Day.nullable().default(null) }))
          .default([]),
      }),
    )
    .default([]),
  groups: z
    .array(
      z.object({
        groupId: z.string(),
        name: z.string().min(1),
        aliases: z.array(z.string()).default([]),
        members: z.array(z.object({ unitId: z.string(), from: Day, to: Day.nullable().default(null) })).default([]),
      }),
    )
    .default([]),
});

/** Reads a register; the error says which entry is wrong. */
export function readRegister(json: string): Register {
  const read = RegisterFile.safeParse(JSON.parse(json));
  if (read.success) return read.data;
  throw new Error(`The register cannot be read. Correct these entries:\n${z.prettifyError(read.error)}`);
}
