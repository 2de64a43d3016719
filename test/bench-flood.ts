import { Agent, request } from 'node:http';

/** The flood of `bench-fairness.ts`: searches of one program at a rate that does not care for answers. Says what they were when it is told that it is enough. */
const [port, perSecond] = process.argv.slice(2).map(Number) as [number, number];
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const answers: Record<string, number> = {};
let waiting = 0;
let flooding = true;
process.once('message', () => { flooding = false; process.send!(answers); });
const begun = performance.now();
for (let at = 0; flooding; at++) {
  const due = begun + at * 1_000 / perSecond - performance.now();
  if (due > 1) await new Promise((resolve) => { setTimeout(resolve, due); });
  // What one machine can hold open.
  while (waiting > 1_000 && flooding) await new Promise((resolve) => { setTimeout(resolve, 5); });
  waiting++;
  const call = request({ host: '127.0.0.1', port, path: '/v1/groups/search?site=pk_flood', method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (response) => { response.resume().on('end', () => { waiting--; answers[response.statusCode!] = (answers[response.statusCode!] ?? 0) + 1; }); });
  call.on('error', () => { waiting--; });
  call.end(JSON.stringify({ text: ['grief', 'monday', 'women', 'church', 'evening', 'step', 'open', 'new'][at % 8], limit: 20 }));
}
