/** What the first eight digits of two copies' ids differ by. */
const STEP = 4_096;
/** Digits of the first template; some day of 2025, so that no id made by the product begins with them. */
const FIRST = 0x0197_0000;

/**
 * Ids (UUIDv7) of one template plan, ordered as they are made: all begin with the same eight digits, by which a copy of
 * the plan replaces all of them at once, in columns and inside events.
 */
export function templateIds(template: number): () => string {
  const prefix = digits(FIRST + template);
  let made = 0;
  return () => {
    const order = (++made).toString(16).padStart(9, '0');
    const random = Math.floor(Math.random() * 2 ** 40)
      .toString(16)
      .padStart(10, '0');
    // 16 + 12 + 8 bits tell the order, the rest and with it the slot is random.
    return `${prefix}-${order.slice(0, 4)}-7${order.slice(4, 7)}-8${order.slice(7, 9)}${random.slice(0, 1)}-${random.slice(1)}${hex3()}`;
  };
}

/** SQL: the id of column `id` in the `copy`-th copy. */
export function copiedId(id: string, copy: number): string {
  return `(lpad(to_hex(('x' || left(${id}::text, 8))::bit(32)::bigint - ${copy * STEP}), 8, '0') || substr(${id}::text, 9))::uuid`;
}

/** How the ids of a template begin, and those of its copy. */
export function prefixes(template: number, copy: number): [template: string, copy: string] {
  return [`${digits(FIRST + template)}-`, `${digits(FIRST + template - copy * STEP)}-`];
}

function digits(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function hex3(): string {
  return Math.floor(Math.random() * 4_096)
    .toString(16)
    .padStart(3, '0');
}
