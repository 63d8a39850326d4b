/** A text at a place: points from the left and from the top of an A4 page; the size in points. */
export interface PdfText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
}

/** A line or a thin box from corner to corner. */
export type PdfRule = readonly [left: number, top: number, right: number, bottom: number];

export interface PdfPage {
  readonly texts: readonly PdfText[];
  readonly rules?: readonly PdfRule[];
  /** A picture over the whole page, as a scanner makes. */
  readonly isScanned?: boolean;
}

const WIDTH = 595;
const HEIGHT = 842;

/** A PDF whose text is in Chinese, by a font that is not in the file, as printing programs write it. */
export function pdf(pages: readonly PdfPage[], { isEncrypted = false } = {}): Uint8Array {
  const first = 6;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`);
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${kids.join(' ')}]/MediaBox[0 0 ${WIDTH} ${HEIGHT}]/Resources<</Font<</F1 3 0 R>>/XObject<</Im1 5 0 R>>>>>>`,
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 90>>>>',
    stream('<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8', 'A'),
    ...pages.flatMap((page, index) => [
      `<</Type/Page/Parent 2 0 R/Contents ${first + index * 2 + 1} 0 R>>`,
      stream('<<', contentOf(page)),
    ]),
  ];
  let file = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const encryption = `/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>`;
  const trailer = `<</Size ${objects.length + 1}/Root 1 0 R${isEncrypted ? encryption : ''}>>`;
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${file.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file + end, 'latin1'));
}

function contentOf({ texts, rules = [], isScanned = false }: PdfPage): string {
  const picture = isScanned ? `q ${WIDTH} 0 0 ${HEIGHT} 0 0 cm /Im1 Do Q\n` : '';
  const written = texts.map(
    ({ x, y, text, size = 16 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm <${hexOf(text)}> Tj ET`,
  );
  const drawn = rules.map(([left, top, right, bottom]) => `${left} ${HEIGHT - top} m ${right} ${HEIGHT - bottom} l S`);
  return `${picture}${[...written, ...drawn].join('\n')}`;
}

const hexOf = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

const stream = (head: string, content: string): string =>
  `${head}/Length ${content.length}>>\nstream\n${content}\nendstream`;
