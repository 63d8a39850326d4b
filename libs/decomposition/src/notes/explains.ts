const EXPLAINS =
  /是指|系指|指的是|^[“「]?[^,。;]{1,24}[”」]?(?:指|即|包括|包含)|简称|来源|引自|^(?:参?见|详见|注:见)|出处|释义/;

/** Whether a footnote explains a word or names a source, and so asks nothing of anybody. */
export const explains = (text: string): boolean => EXPLAINS.test(text.trim());
