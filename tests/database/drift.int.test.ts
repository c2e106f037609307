import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { missingMigration } from '@/scripts/schema-engine';

it('the migrations make exactly what prisma/schema describes', async () => {
  expect(await missingMigration(inject('adminUrl'))).toBeNull();
});

it('a schema without its migration is noticed, and the migration written', async () => {
  const changed = mkdtempSync(path.join(tmpdir(), 'touchstone-schema-'));
  onTestFinished(() => rmSync(changed, { recursive: true }));
  cpSync('prisma/schema', changed, { recursive: true });
  writeFileSync(path.join(changed, 'extra.prisma'), 'model Extra {\n  id String @id @db.Uuid\n  @@map("extra")\n}\n');
  expect(await missingMigration(inject('adminUrl'), changed)).toContain('CREATE TABLE "extra"');
});
