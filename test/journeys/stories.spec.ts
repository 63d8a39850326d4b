import { describe } from 'vitest';
import { STORIES } from './stories/index.js';

describe.each(Object.entries(STORIES))('without a broker: %s', (_, story) => {
  story('postgres');
});
