// Prisma's schema engine as npm brings it (WebAssembly), on its pg adapter: what `prisma migrate` does with a native
// engine that would have to be downloaded.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import type * as Engine from '@prisma/schema-engine-wasm';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool, type QueryResult } from 'pg';
import { readMigrations } from '@/server/migrations';

const SCHEMA_FOLDER = 'prisma/schema';
/** PostgreSQL's internal type "char": the engine asks for it as a character, the adapter does not know it. */
const INTERNAL_CHAR = 18;
const TEXT = 25;

/** A pool that hands columns of type "char" on as text, and remembers which ones of the last result they were. */
class ReadablePool extends Pool {
  characters: number[] = [];
  override query = (async (...args: Parameters<Pool['query']>) => {
    const result = (await (super.query as (...all: unknown[]) => Promise<QueryResult>)(...args)) as QueryResult;
    const fields = result.fields ?? [];
    this.characters = fields.flatMap(({ dataTypeID }, index) => (dataTypeID === INTERNAL_CHAR ? [index] : []));
    for (const index of this.characters) Object.assign(fields[index] ?? {}, { dataTypeID: TEXT });
    return result;
  }) as Pool['query'];
}

function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function connect(url: string, dispose: () => Promise<void> = async () => {}): Promise<SqlDriverAdapter> {
  const pool = new ReadablePool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    // The engine asks one thing after the other.
    queryRaw: async (query: SqlQuery) => {
      const result = await queryRaw(query);
      for (const index of pool.characters) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    },
    // The adapter's own splits at semicolons, also inside functions.
    executeScript: async (script: string) => void (await pool.query(script)),
    dispose: async () => {
      await pool.end();
      await dispose();
    },
  });
}

/** The adapter's own shadow database would be the real one, and would be dropped while still in use. */
async function connectToShadow(url: string): Promise<SqlDriverAdapter> {
  const name = `shadow_${randomUUID().replaceAll('-', '')}`;
  const admin = new Pool({ connectionString: url, max: 1 });
  await admin.query(`CREATE DATABASE ${name}`);
  return connect(onDatabase(url, name), async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });
}

let loading: Promise<typeof Engine> | undefined;

/** Once per process: the bindings keep views of the memory of one instance. */
function engineModule(): Promise<typeof Engine> {
  loading ??= loadEngine();
  return loading;
}

async function loadEngine(): Promise<typeof Engine> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (words: string) => process.stderr.write(`${words}\n`) },
  });
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(path.join(path.dirname(file), 'schema_engine_bg.wasm'));
  const module = bindings as unknown as typeof Engine & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  const imports = { './schema_engine_bg.js': module as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return module;
}

function schemaFiles(folder: string): { path: string; content: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => path.join(folder, name))
    .map((file) => ({ path: file, content: readFileSync(file, 'utf8') }));
}

function migrationList(): Engine.MigrationList {
  return {
    baseDir: path.resolve('prisma/migrations'),
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/**
 * SQL that takes a database with all migrations to the schema; null when they agree. `url` is a server on which a
 * database may be created for the moment.
 */
export async function missingMigration(url: string, schemaFolder = SCHEMA_FOLDER): Promise<string | null> {
  const { SchemaEngine } = await engineModule();
  const files = schemaFiles(schemaFolder);
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url),
    connectToShadowDb: () => connectToShadow(url),
  });
  const datamodels = files.map(({ path: name, content }): [string, string] => [name, content]);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationList() },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 2 ? stdout : null;
  } finally {
    engine.free();
  }
}
