import { compact } from '../text/fold.js';

/** A place at the start of a name: 甲江市乙屏区. 城市管理 and 社区 only look like one. */
const PLACES =
  /^(?:中共|中国共产党)?((?:(?!国家|全国|中国|中央|城市|社区|园区|地区|区域|市场|县域)[^省市区县州盟旗,。:]{1,8}?(?:省|自治区|市|自治州|州|盟|自治县|区|县|旗)){1,3})/;

/** The place that an office works for: the last one that its name begins with. */
export function placeOfOffice(name: string): string {
  const places = PLACES.exec(compact(name))?.[1] ?? '';
  return /[^省市区县州盟旗]{1,8}[省市区县州盟旗]$/.exec(places)?.[0] ?? '';
}

/** How the issuer's own paper calls offices of its place and of itself: 区教委, 各处室. */
export class Locality {
  private readonly place: string;
  private readonly agencies: readonly string[];

  constructor(issuers: readonly string[]) {
    this.agencies = issuers.map(compact).filter((issuer) => issuer.length > 2);
    this.place = placeOfOffice(this.agencies[0] ?? '');
  }

  /** Names that leave out what the issuer need not say; empty for an office of another place. */
  localNames(name: string): string[] {
    const full = compact(name);
    const inAgency = this.agencies
      .filter((agency) => full.startsWith(agency) && full.length > agency.length + 1)
      .map((agency) => full.slice(agency.length));
    if (!this.isHere(full)) return inAgency;
    const rest = full.slice(full.indexOf(this.place) + this.place.length);
    return rest.length < 2 || placeOfOffice(rest) !== '' ? inAgency : [...inAgency, this.place.slice(-1) + rest, rest];
  }

  /** Whether a name that begins with the level of the issuer's place (区教委) is meant for that place. */
  speaksOfHere(name: string): boolean {
    return this.place !== '' && name.startsWith(this.place.slice(-1));
  }

  isElsewhere(full: string): boolean {
    return placeOfOffice(full) !== '' && !this.isHere(full);
  }

  private isHere(full: string): boolean {
    const at = this.place === '' ? -1 : compact(full).indexOf(this.place);
    return at === 0 || (at > 0 && /[省市区县州盟旗共]$/.test(compact(full).slice(0, at)));
  }
}
