/** How a name is shortened in papers. Each row gives the shorter form of a part; several may apply to one name. */
const SHORTER: readonly (readonly [RegExp, string])[] = [
  [/人民政府/g, '政府'],
  [/委员会$/, '委'],
  [/办公室$/, '办'],
  [/街道办事处$/, '街道'],
  [/(?<=.)(?:和|与|及)(?=.)/g, ''],
  [/监督管理/g, '监管'],
  [/管理委员会$/, '管委会'],
];

/** A place before the name: 浙江省, 北京市东城区. Papers of that place write 省, 市, 区 alone or nothing. */
const PLACE = /^(?:中国|中华人民共和国|[^省市区县国州盟旗]{2,7}(?=[省市区县州盟旗]))/;
const LEVEL = /^(?:省|市|区|县|州|盟|旗|自治区|国家)/;

/** Forms under which papers name a unit, from its full folded name: the surer first. */
export function formsOf(name: string): string[] {
  const forms = new Set([name, name.replace(/\([^()]*\)$/, '')]);
  for (const form of Array.from(forms)) forms.add(form.replace(PLACE, ''));
  for (const [long, short] of SHORTER) {
    for (const form of Array.from(forms)) forms.add(form.replace(long, short));
  }
  return [...forms].filter((form) => form.length >= 2);
}

/** The form without the level before it: 渔业厅 for 某江省渔业厅. Several units may share it. */
export function bareForm(form: string): string {
  return form.replace(LEVEL, '');
}

/** Whether `short` can be an abbreviation of `full`: its signs occur there in order, begin and end alike. */
export function abbreviates(short: string, full: string): boolean {
  if (short.length >= full.length || short.at(-1) !== full.at(-1) || short[0] !== full[0]) return false;
  let at = 0;
  for (const sign of full) if (sign === short[at]) at++;
  return at === short.length;
}

/** Likeness of two names by the pairs of signs that they share, 0 to 1. */
export function likeness(a: string, b: string): number {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < a.length; at++) pairs.set(a.slice(at, at + 2), (pairs.get(a.slice(at, at + 2)) ?? 0) + 1);
  let shared = 0;
  for (let at = 0; at + 1 < b.length; at++) {
    const left = pairs.get(b.slice(at, at + 2)) ?? 0;
    if (left > 0) {
      shared++;
      pairs.set(b.slice(at, at + 2), left - 1);
    }
  }
  return (2 * shared) / Math.max(1, a.length + b.length - 2);
}
