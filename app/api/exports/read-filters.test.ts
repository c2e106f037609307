import { describe, expect, it } from 'vitest';
import { auditFilterParams } from '@/lib/audit-filter-params';
import { customerFilterParams } from '@/lib/customer-filter-params';
import { decisionFilterParams, parseAsIds } from '@/lib/decision-filter-params';
import { refuseUnreadable } from './read-filters';

const DECISIONS = { ...decisionFilterParams, ids: parseAsIds };
const ID = '01998a7e-0000-7000-8000-000000000000';
const params = (query: string) => new URLSearchParams(`workspace=demo&${query}`);

describe('filters of an export', () => {
  it.each([
    [DECISIONS, 'channel=fax', /^"channel" cannot be read: "fax"\.$/],
    [DECISIONS, 'outcome=blocked,lost', /^"outcome" cannot be read/],
    [DECISIONS, 'range=yesterdayish', /^"range" cannot be read/],
    [DECISIONS, `ids=${ID},x`, /^"ids" cannot be read/],
    [DECISIONS, `ids=${Array.from({ length: 201 }, () => ID).join(',')}`, /^"ids" cannot be read/],
    [DECISIONS, 'agents=campaign', /^There is no filter "agents"\. There are: outcome, agent,/],
    [DECISIONS, 'channel=email&channel=sms', /^"channel" is given more than once\.$/],
    [customerFilterParams, 'stage=sleepy', /^"stage" cannot be read/],
    [auditFilterParams, 'actor=%20', /^"actor" cannot be read/],
  ])('that cannot be read are refused by name: %# %s', (filters, query, message) => {
    expect(() => refuseUnreadable(params(query), filters)).toThrow(message);
  });

  it.each([
    [DECISIONS, `outcome=blocked,held_out&channel=email&range=2026-03-01..2026-03-02&ids=${ID}`],
    [customerFilterParams, 'q=&stage=new&sort=value'],
    [customerFilterParams, ''],
  ])('that can are let pass: %#', (filters, query) => {
    expect(() => refuseUnreadable(params(query), filters)).not.toThrow();
  });
});
