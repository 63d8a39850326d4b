import { readdir, readFile } from 'node:fs/promises';

/** How many processes run below `pid`, itself included: services, gateway, broker; not the database, which serves all. */
export async function processesBelow(pid: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => ''); // gone meanwhile
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const isBelow = (candidate: number | undefined): boolean =>
    candidate !== undefined && candidate > 1 && (candidate === pid || isBelow(parents.get(candidate)));
  return [...parents.keys()].filter(isBelow).length;
}
