/** One thing that must work before the process takes requests. Throws with what is wrong and what to do. */
export interface ReadinessCheck {
  name: string;
  check(): Promise<void>;
}

export interface Readiness {
  ready: boolean;
  checks: Record<string, string>;
}

/** The readiness of a process: what its services have registered, asked one by one. */
export class Health {
  private readonly checks: ReadinessCheck[] = [];

  register(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** Each check's name with `ok` or what is wrong. */
  async readiness(): Promise<Readiness> {
    const answers = await Promise.all(
      this.checks.map(async ({ name, check }) => [name, await answerOf(check)] as const),
    );
    return { ready: answers.every(([, answer]) => answer === 'ok'), checks: Object.fromEntries(answers) };
  }
}

async function answerOf(check: () => Promise<void>): Promise<string> {
  try {
    await check();
    return 'ok';
  } catch (error) {
    return (error as Error).message;
  }
}
