import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@/domain/audit/canonical-json';
import { Brand } from '@/domain/workspaces/brand';
import { systemDb } from '@/server/system-db';
import { ensureDemoWorkspace } from './demo-workspaces';

const start = (url: string) => ensureDemoWorkspace(url, 'small');

describe('a demo that is started at another address', () => {
  it('moves its links there, and the audit log says who moved them, from where and to where', async () => {
    const { workspaceId } = await start('http://localhost:3000');
    const changes = () => systemDb().auditEntry.findMany({ where: { workspaceId, action: 'workspace.brand_changed' } });
    await start('http://localhost:3000');
    expect(await changes()).toEqual([]);
    await start('http://localhost:4000');
    const { brand } = await systemDb().workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const [before, after] = ['http://localhost:3000/shop/demo', 'http://localhost:4000/shop/demo'];
    expect(Brand.parse(brand).websiteUrl).toBe(after);
    const payload = canonicalJson({ websiteUrl: { before, after } });
    expect(await changes()).toMatchObject([
      { actor: 'operator:first-run', subject: `workspace:${workspaceId}`, payload },
    ]);
  });
});
