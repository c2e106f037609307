// `npm run db:migration -- check`: do the migrations make what prisma/schema describes?
// `npm run db:migration -- new <name>`: writes the migration that is missing.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { databaseUrl } from '@/server/embedded/postgres/cluster';
import { startTemporaryCluster } from '@/server/embedded/postgres/temporary';
import { missingMigration } from './schema-engine';

async function compare(): Promise<string | null> {
  const { cluster, server, remove } = await startTemporaryCluster();
  try {
    return await missingMigration(databaseUrl(cluster, server, 'postgres'));
  } finally {
    await remove();
  }
}

function write(name: string, sql: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join('prisma/migrations', `${stamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'migration.sql'), sql);
  return folder;
}

const [command, name] = process.argv.slice(2);
if (command !== 'check' && !(command === 'new' && name && /^[a-z0-9_]+$/.test(name))) {
  console.error('Usage: npm run db:migration -- check | new <name_in_snake_case>');
  process.exit(2);
}
const missing = await compare();
if (missing === null) console.log('The migrations make exactly what prisma/schema describes.');
else if (command === 'new' && name) console.log(`Written: ${write(name, missing)}. Read it before you commit it.`);
else {
  console.error(`prisma/schema has changes without a migration (npm run db:migration -- new <name>):\n\n${missing}`);
  process.exit(1);
}
