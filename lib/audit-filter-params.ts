import { createLoader, createParser, createSerializer } from 'nuqs/server';
import { resolveRange } from './date-range';
import { parseAsDays } from './decision-filter-params';

const ofShape = (shape: RegExp) =>
  createParser({ parse: (value) => (shape.test(value) ? value : null), serialize: (value: string) => value });

/** Filters of the audit log in the URL, and the entry that is open; what cannot be read is none. */
export const auditFilterParams = {
  actor: ofShape(/^[a-z_]+(:[\w./-]{1,100})?$/i),
  action: ofShape(/^[a-z_.]{1,80}$/),
  /** Objects of one kind. */
  kind: ofShape(/^[a-z_]{1,40}$/),
  /** One object: "decision:<id>". */
  about: ofShape(/^[a-z_]+:[\w./-]{1,150}$/i),
  range: parseAsDays,
  entry: ofShape(/^[1-9]\d{0,17}$/),
};

/** Reads the filters in a page or route. */
export const loadAuditFilters = createLoader(auditFilterParams);
export type ChosenAuditFilters = Awaited<ReturnType<typeof loadAuditFilters>>;

/** The filters as an address says them: "?actor=system", or nothing. */
export const writeAuditFilters = createSerializer(auditFilterParams);

/** What the server is asked for, from what the URL says; days are those of the workspace's zone. */
export function auditAskedOf(chosen: ChosenAuditFilters, now: Date, timezone: string) {
  const span = chosen.range ? resolveRange(chosen.range, 'off', now, timezone) : null;
  return {
    ...(chosen.actor && { actor: chosen.actor }),
    ...(chosen.action && { action: chosen.action }),
    ...(chosen.about ? { subject: chosen.about } : chosen.kind && { kind: chosen.kind }),
    ...(span && { from: span.from, to: span.to }),
  };
}
