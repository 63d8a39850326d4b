import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** Hashes and checks passwords (argon2id with the library's defaults: 19 MiB, two passes). */
@Injectable()
export class Passwords {
  /** Looked at for user names that do not exist, so that the answer takes as long as for one that does. */
  private readonly nobody = hash('no account has this password');

  hash(password: string): Promise<string> {
    return hash(password);
  }

  /** Whether `password` belongs to `passwordHash`; never, and in the same time, where that is undefined. */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    const right = await verify(passwordHash ?? (await this.nobody), password);
    return right && passwordHash !== undefined;
  }
}
