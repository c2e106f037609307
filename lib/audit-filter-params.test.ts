import { describe, expect, it } from 'vitest';
import { auditAskedOf, loadAuditFilters } from './audit-filter-params';

const NOW = new Date('2026-11-21T12:00:00Z');
const asked = async (query: string) =>
  auditAskedOf(await loadAuditFilters(new URLSearchParams(query)), NOW, 'Europe/Berlin');

describe('filters of the audit log in the address', () => {
  it('become what the server is asked', async () => {
    expect(await asked('actor=job:cart-sweep&action=decision.made&kind=decision')).toEqual({
      actor: 'job:cart-sweep',
      action: 'decision.made',
      kind: 'decision',
    });
    expect(await asked('about=autonomy:cart_winback/cart_recovery&kind=user')).toEqual({
      subject: 'autonomy:cart_winback/cart_recovery',
    });
    expect(await asked('range=2026-11-01..2026-11-02')).toEqual({
      from: new Date('2026-10-31T23:00:00Z'),
      to: new Date('2026-11-02T23:00:00Z'),
    });
  });

  it('are none when they cannot be read', async () => {
    expect(await asked('actor=%00&action=DROP TABLE&kind=1&about=nothing&range=soon&entry=0')).toEqual({});
  });
});
