/** A stretch of text where the page shows it; points from the left and from the top. */
export interface Fragment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the line that the signs stand on. */
  readonly baseline: number;
  readonly size: number;
}

/** A straight line along an edge of the page. */
export interface Rule {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Page {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly fragments: readonly Fragment[];
  readonly rules: readonly Rule[];
  readonly hasPicture: boolean;
}

/** Fragments that stand on one line, from left to right. */
export interface TextLine extends Fragment {
  readonly page: number;
}
