'use strict';
/** Ways to do it that lose, double or reorder events, each found wrong. The model must go on finding every one of them. */
module.exports = [
  'listAfter',
  'xmin',
  'noLock',
  'beyond',
  'filter',
  'notStored',
  'laterApplied',
  'offsets',
  'swapUnequal',
  'noEpoch',
  'noLook',
  'seqCache',
  'split',
  'drainNoLock',
  'notesKept',
  'batchMark',
];
