const DIGITS = '零一二三四五六七八九';

/** The value of a Chinese numeral up to 99, 「二十七」, or of digits; undefined for anything else. */
export function numeralValue(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const match = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text);
  if (!match || text === '') return undefined;
  const [, tens = '', ten = '', ones = ''] = match;
  if (ten === '') return tens !== '' && ones === '' ? DIGITS.indexOf(tens) : undefined;
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + Math.max(0, DIGITS.indexOf(ones));
}

/** A year written in Chinese digits, 「二〇二五」. */
export function yearOfDigits(text: string): number | undefined {
  if (text.length !== 4) return undefined;
  const digits = Array.from(text, (sign) => (sign === '〇' ? 0 : DIGITS.indexOf(sign)));
  return digits.every((digit) => digit >= 0) ? Number(digits.join('')) : undefined;
}
