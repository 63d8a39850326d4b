'use strict';
const { Sim, MENDED, LITERAL } = require('./sim.cjs');
const a = Object.fromEntries(
  process.argv.slice(2).map((x) => {
    const [k, ...v] = x.split('=');
    return [k, v.join('=')];
  }),
);
const from = +(a.from || 1),
  n = +(a.n || 1000),
  feat = a.feat ? JSON.parse(a.feat) : {};
let fix = a.base === 'literal' ? { ...LITERAL } : {};
if (a.fix) fix = { ...fix, ...JSON.parse(a.fix) };
const kinds = {},
  stat = {};
let steps = 0,
  bad = 0;
const t0 = process.cpuUsage().user;
for (let s = from; s < from + n; s++) {
  const sim = new Sim(s, { fix, wrong: a.wrong, feat, trace: !!a.trace });
  const v = sim.run();
  steps += sim.steps;
  for (const [k, c] of Object.entries(sim.stat)) stat[k] = (stat[k] || 0) + c;
  if (v) {
    bad++;
    (kinds[v.kind] ||= []).push(v);
    if (a.trace) {
      console.log(sim.tr.slice(-+a.trace).join('\n'));
      console.log(v);
    }
    if (a.stop) break;
  }
}
console.log(
  JSON.stringify({
    wrong: a.wrong || '',
    fix: a.fix || a.base || 'mended',
    seeds: n,
    steps,
    bad,
    cpu: ((process.cpuUsage().user - t0) / 1e6).toFixed(1),
    stat: a.stat ? stat : undefined,
  }),
);
for (const [k, v] of Object.entries(kinds)) {
  v.sort((x, y) => x.steps - y.steps);
  console.log(`  ${k}: ${v.length}, e.g. seed ${v[0].seed} at step ${v[0].steps}: ${v[0].detail.slice(0, 300)}`);
}
