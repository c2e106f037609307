// `npm run bench -- [ingest] [decide] [decide-api] [send] [kill] [audit] [pages] [rls] [replay] [store] [profile] [segments] [dashboards] [imports] [--full] [--explain] [--touches=N,N] [--json]`: how fast, beside a baseline measured in the same run.
import { benchAudit } from './audit';
import { benchDashboards } from './dashboards';
import { benchDecide } from './decide';
import { benchDecideApi } from './decide-api';
import { benchImports } from './imports';
import { benchIngest } from './ingest';
import { benchKill } from './kill';
import { benchPages } from './pages';
import { benchProfile } from './profile';
import { benchReplay } from './replay';
import { print } from './report';
import { benchRls } from './rls';
import { openScratchDatabase } from './scratch-database';
import { benchSegments } from './segments';
import { benchSend } from './send';
import { benchStore } from './store';

const NAMES = [
  'ingest',
  'decide',
  'decide-api',
  'send',
  'kill',
  'audit',
  'pages',
  'rls',
  'replay',
  'store',
  'profile',
  'segments',
  'dashboards',
  'imports',
] as const;
const words = process.argv.slice(2);
const json = words.includes('--json');
const isFull = words.includes('--full');
const explain = words.includes('--explain');
const sizes = words
  .find((word) => word.startsWith('--touches='))
  ?.slice('--touches='.length)
  .split(',')
  .map(Number);
const asked = words.filter((word) => !word.startsWith('--'));
const unknown = asked.filter((word) => !(NAMES as readonly string[]).includes(word));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}. Choose of: ${NAMES.join(', ')}.`);
  process.exit(2);
}
const wanted = (name: (typeof NAMES)[number]) => asked.length === 0 || asked.includes(name);

const needDatabase = [
  'ingest',
  'decide-api',
  'send',
  'kill',
  'audit',
  'rls',
  'replay',
  'store',
  'profile',
  'segments',
  'dashboards',
  'imports',
] as const;
const database = needDatabase.some(wanted) ? await openScratchDatabase() : null;
try {
  if (wanted('decide')) print(await benchDecide(), { json });
  if (database && wanted('decide-api')) print(await benchDecideApi(database.url), { json });
  if (database && wanted('audit')) print(await benchAudit(database.url), { json });
  if (database && wanted('send')) print(await benchSend(), { json });
  if (database && wanted('kill')) print(await benchKill({ isFull }), { json });
  if (database && wanted('ingest')) print(await benchIngest(database.url), { json });
  if (database && wanted('rls')) print(await benchRls(database.url), { json });
  if (database && wanted('store')) print(await benchStore(database.url), { json });
  if (database && wanted('profile')) print(await benchProfile(database.url), { json });
  if (database && wanted('segments')) print(await benchSegments(database.url, { explain }), { json });
  if (database && wanted('imports')) print(await benchImports({ isFull }), { json });
  if (database && wanted('dashboards')) print(await benchDashboards(database.url, { isFull, sizes }), { json });
  if (database && wanted('replay')) print(await benchReplay(database.url, { isFull }), { json });
  if (wanted('pages')) print(await benchPages(), { json });
} finally {
  await database?.remove();
}
process.exit(0);
