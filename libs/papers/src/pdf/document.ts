import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFPageProxy } from 'pdfjs-dist';
import type { Budget } from '../budget.js';
import { UnreadablePaper } from '../unreadable-paper.js';
import { combined, type Matrix } from './geometry.js';
import type { Fragment, Page } from './page.js';
import { drawnOn } from './rules.js';

const PACKAGE = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Pages of a PDF one after the other; loaded here, since the other formats need not wait for it. */
export async function* pagesOf(
  bytes: Uint8Array,
  budget: Budget,
  onShare: (share: number) => void,
): AsyncGenerator<Page> {
  const { getDocument, OPS, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes), // it takes over what it is given, and takes no Buffer
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: `${path.join(PACKAGE, 'cmaps')}/`, // Chinese fonts that are not in the file
    cMapPacked: true,
    standardFontDataUrl: `${path.join(PACKAGE, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    maxImageSize: 1, // no picture is decoded
  });
  try {
    const document = await task.promise.catch((cause: unknown) => Promise.reject(refusalOf(cause)));
    budget.checkPages(document.numPages);
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      yield await readPage(page, OPS, budget);
      page.cleanup();
      if (number < document.numPages) onShare(number / document.numPages);
    }
  } finally {
    await task.destroy();
  }
}

function refusalOf(cause: unknown): UnreadablePaper {
  const { name, message } = cause as Error;
  if (name === 'PasswordException') return new UnreadablePaper('PAPER.ENCRYPTED');
  return new UnreadablePaper('PAPER.DAMAGED', message, { cause });
}

async function readPage(page: PDFPageProxy, codes: Readonly<Record<string, number>>, budget: Budget): Promise<Page> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const toPage = transform as unknown as Matrix;
  const { items } = await page.getTextContent({ disableNormalization: true });
  const fragments = items.flatMap((item) => ('str' in item ? fragmentOf(item, toPage) : []));
  for (const { text } of fragments) budget.takeText(text);
  const { fnArray, argsArray } = await page.getOperatorList();
  return { number: page.pageNumber, width, height, fragments, ...drawnOn(fnArray, argsArray, codes, toPage) };
}

interface Item {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
}

/** Text along the lines of the page; what stands across it is a mark of its owner. */
function fragmentOf({ str, transform, width }: Item, toPage: Matrix): Fragment[] {
  const [a, b, c, d, left, baseline] = combined(toPage, transform as unknown as Matrix);
  const isAlong = a > 0 && Math.abs(b) < a / 10;
  if (!isAlong || str.trim() === '') return [];
  return [{ text: str, left, right: left + width, baseline, size: Math.hypot(c, d) }];
}
