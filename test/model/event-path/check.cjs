'use strict';
// Runs the protocol and every wrong variant; exits 1 when the protocol breaks or a variant is not caught.
const { Sim } = require('./sim.cjs');
const VARIANTS = require('./wrong-variants.cjs');
const seeds = Number(process.argv[2] || 3000);
const broken = (wrong) => {
  let n = 0;
  for (let s = 1; s <= seeds; s++)
    if (new Sim(s, { fix: {}, wrong, feat: {} }).run()) {
      n++;
      if (!wrong || n >= 1) break;
    }
  return n;
};
let failed = broken('') ? 1 : 0;
console.log(`protocol: ${failed ? 'BROKEN' : 'holds'} over ${seeds} seeds`);
for (const v of VARIANTS) {
  const caught = broken(v) > 0;
  if (!caught) failed = 1;
  console.log(`${v}: ${caught ? 'caught' : 'NOT CAUGHT'}`);
}
process.exit(failed);
