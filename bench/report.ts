import type { BenchResult, Measured } from './requests.ts';

/** The ratio Docket aims to stay below. */
export const AIM = 3.0;

export function benchText(result: BenchResult): string {
  const { options, docket, bare, docketTotal, bareTotal, ratio } = result;
  const { temporal, postgres, worker, api, mail } = docket.cpuPer100;
  return [
    '',
    `${options.count} payment clarifications, HTTP POST to closed, each resolved by the rules: the receipt found, applied, posted, the`,
    `customer told. ${options.concurrency} at once, after a warm-up of ${options.warmUp}. Then ${options.count} workflows of five trivial local activities on the`,
    'same Temporal server. One machine; the caller that sends the requests is not counted, nor are inbox and mail server.',
    '',
    row('', 'requests', 'bare workflows'),
    ...timesOf(docket, bare),
    '',
    row('CPU-seconds per 100', 'requests', 'bare workflows'),
    row('  Temporal server', figure(temporal), figure(bare.cpuPer100.temporal)),
    row('  database', figure(postgres), '–'),
    row('  worker', figure(worker), figure(bare.cpuPer100.bare)),
    row('  API', figure(api), '–'),
    row('  total', figure(docketTotal), figure(bareTotal)),
    row('  (mail server, not counted)', figure(mail), '–'),
    '',
    `Ratio of the totals: ${ratio.toFixed(2)} (aim: at most ${AIM.toFixed(1)})`,
    'The bare worker is its own client. CPU is user and system time of each process and everything it started, idle share included;',
    "the database session in which this bench watches for closed requests is left out. The planner's statistics are brought up to date",
    'after the warm-up, as autovacuum does within minutes.',
    '',
  ].join('\n');
}

const timesOf = ({ times }: Measured<string>, { times: bare }: Measured<string>): string[] => [
  row('per second', figure(times.perSecond), figure(bare.perSecond)),
  row('p50', milliseconds(times.p50Ms), milliseconds(bare.p50Ms)),
  row('p99', milliseconds(times.p99Ms), milliseconds(bare.p99Ms)),
];

const row = (what: string, docket: string, bare: string): string =>
  `${what.padEnd(30)}${docket.padStart(12)}${bare.padStart(18)}`;
const figure = (value: number): string => value.toFixed(2);
const milliseconds = (value: number): string => `${Math.round(value)} ms`;
