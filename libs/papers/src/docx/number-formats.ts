const DIGITS = '〇一二三四五六七八九';
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** How a list shows its number, by the names that Word gives. A format that is not here shows digits. */
const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  none: () => '',
  bullet: () => '',
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: (value) => fullWidth(value),
  decimalFullWidth2: (value) => fullWidth(value),
  upperLetter: (value) => letters(value),
  lowerLetter: (value) => letters(value).toLowerCase(),
  upperRoman: (value) => roman(value),
  lowerRoman: (value) => roman(value).toLowerCase(),
  chineseCounting: (value) => counted(value, DIGITS, '十百千'),
  chineseCountingThousand: (value) => counted(value, DIGITS, '十百千'),
  taiwaneseCounting: (value) => counted(value, DIGITS, '十百千'),
  taiwaneseCountingThousand: (value) => counted(value, DIGITS, '十百千'),
  japaneseCounting: (value) => counted(value, DIGITS, '十百千'),
  japaneseDigitalTenThousand: (value) => digitByDigit(value),
  taiwaneseDigital: (value) => digitByDigit(value),
  ideographDigital: (value) => digitByDigit(value),
  chineseLegalSimplified: (value) => counted(value, LEGAL, '拾佰仟'),
  ideographLegalTraditional: (value) => counted(value, LEGAL, '拾佰仟'),
  ideographTraditional: (value) => STEMS[value - 1] ?? String(value),
  ideographZodiac: (value) => BRANCHES[value - 1] ?? String(value),
  decimalEnclosedCircle: (value) => sign('①', value, 20),
  decimalEnclosedCircleChinese: (value) => sign('①', value, 20),
  decimalEnclosedFullstop: (value) => sign('⒈', value, 20),
  decimalEnclosedParen: (value) => sign('⑴', value, 20),
  ideographEnclosedCircle: (value) => sign('㊀', value, 10),
};

export function formatNumber(value: number, format: string): string {
  return Object.hasOwn(FORMATS, format) ? (FORMATS[format]?.(value) ?? '') : String(value);
}

const fullWidth = (value: number): string =>
  String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const digitByDigit = (value: number): string => String(value).replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? '');

function sign(first: string, value: number, count: number): string {
  return value >= 1 && value <= count ? String.fromCharCode(first.charCodeAt(0) + value - 1) : String(value);
}

/** A to Z, then AA, BB, … as Word counts. */
function letters(value: number): string {
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.min(Math.ceil(value / 26), 10));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  if (value > 3999) return String(value);
  let rest = value;
  return ROMAN.map(([worth, letter]) => {
    const times = Math.floor(rest / worth);
    rest -= times * worth;
    return letter.repeat(times);
  }).join('');
}

/** 一, 十, 十二, 二十一, 一百零五: up to 9999, no list is longer. */
function counted(value: number, digits: string, units: string): string {
  if (value < 1 || value > 9999) return String(value);
  const zero = digits.startsWith('〇') ? '零' : (digits[0] ?? '');
  let text = '';
  let gap = false;
  for (const [index, written] of String(value).split('').entries()) {
    const digit = Number(written);
    const place = String(value).length - index - 1;
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? zero : ''}${digits[digit] ?? ''}${place > 0 ? (units[place - 1] ?? '') : ''}`;
      gap = false;
    }
  }
  return value < 20 && value >= 10 ? text.slice(1) : text;
}
