import { Role } from '#contracts';
import { z } from 'zod';
import { LONGEST_PASSWORD } from '../domain/password.js';

/** Fields of an account as they are handed in. */
export const Username = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'must be 2 to 64 of: letters, digits, dot, dash, underscore')
  .meta({ description: 'upper and lower case are the same' });

/** Whatever was typed: rules of strength are checked where a password is set, never where one is tried. */
export const PasswordInput = z.string().min(1).max(LONGEST_PASSWORD);

export const Roles = z
  .array(Role)
  .min(1)
  .max(Role.options.length)
  .refine((roles) => new Set(roles).size === roles.length, 'must not name a role twice')
  .meta({ uniqueItems: true });
