import { parseArgs } from 'node:util';

export type Arguments = {
  file: string;
  workspace: string | null;
  until: string | null;
  paceMs: number | null;
  url: string | null;
  approver: 'simulated' | 'person';
  assumeConsent: boolean;
};

export const USAGE = `Usage: npm run import:shop -- FILE [options]

FILE is a shop's log as CSV (plain or gzip) with the columns of the UCI "Online Retail" set:
InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country.

  --until DATE       import what lies before this day (UTC), such as 2011-09-01
  --pace 1s|off      then replay the rest, a day in so long (500ms, 1s, 2m; 0 is as fast as it goes), agents deciding
  --approver WHO     who judges reviews of the replay: simulated (the default: a simulated approver, marked as such in
                     every verdict and in the audit log), or me (you, in the review inbox: what nobody judges expires)
  --workspace SLUG   workspace with a virtual clock (the first start makes one: replay)
  --url URL          the running installation (else the one of demo-access.json in the data directory)
  --no-consent       record no assumed consent: then nobody of the log may be written to

Signs in with demo-access.json, or with TOUCHSTONE_EMAIL and TOUCHSTONE_PASSWORD.`;

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000 };

/** The command line. Throws an Error whose message is for people. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      until: { type: 'string' },
      pace: { type: 'string' },
      url: { type: 'string' },
      approver: { type: 'string', default: 'simulated' },
      'no-consent': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new Error(`Name one file.\n\n${USAGE}`);
  const paceMs = readPace(values.pace);
  if (values.until !== undefined && Number.isNaN(Date.parse(values.until))) {
    throw new Error(`--until ${values.until} is not a date. Write it like 2011-09-01.`);
  }
  if (paceMs !== null && values.until === undefined)
    throw new Error('--pace needs --until: what comes after it is replayed.');
  if (values.approver !== 'simulated' && values.approver !== 'me') {
    throw new Error(`--approver ${values.approver} is nobody. Choose simulated or me.`);
  }
  return {
    file,
    workspace: values.workspace ?? null,
    until: values.until ?? null,
    paceMs,
    url: values.url?.replace(/\/+$/, '') ?? null,
    approver: values.approver === 'me' ? 'person' : 'simulated',
    assumeConsent: !values['no-consent'],
  };
}

function readPace(text: string | undefined): number | null {
  if (text === undefined || text === 'off') return null;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  if (!match) throw new Error(`--pace ${text} is not a pace. Write it like 1s, 500ms or off.`);
  return Math.round(Number(match[1]) * (UNITS[match[2] ?? 's'] ?? 1_000));
}
