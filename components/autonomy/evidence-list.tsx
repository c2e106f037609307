import { useWorkspace } from '@/components/layout/workspace-context';
import { Link } from '@/components/ui/link';
import { formatDate, formatMoney } from '@/lib/format';

/** Names of what a change of a level is kept with; what is not named here is shown by its own name. */
const NAMES: Readonly<Record<string, string>> = {
  approvedStreak: 'Approvals in a row',
  rejectedStreak: 'Rejections in a row',
  judged: 'Judged by people',
  approvedUnedited: 'Approved without an edit',
  days: 'Days looked at',
  touches: 'Touches in them',
  complaints: 'Complaints',
  unsubscribes: 'Unsubscribes',
  breaches: 'Reported breaches',
  estimate: 'Caused per customer',
  low: 'At least, with 95%',
  high: 'At most, with 95%',
  missing: 'Not known because',
  guardrail: 'Guardrail',
  foundBy: 'Found by',
  decisions: 'Decisions',
  confirmedAt: 'Last confirmed',
  limit: 'Limit',
  lookBackDays: 'Days of what is usual',
  what: 'What there was too much of',
  count: 'How often',
  level: 'Level',
};
const IDS_SHOWN = 5;

/** The facts that a level was changed by, a line each. */
export function EvidenceList({ evidence }: { evidence: unknown }) {
  const rows = rowsOf(evidence);
  if (rows.length === 0) return <p className="text-xs text-fg-muted">None was needed: somebody decided it.</p>;
  return (
    <dl className="grid max-w-96 grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 rounded-sm bg-sunken p-2 text-xs">
      {rows.map(({ path, name, value }) => (
        <div key={path} className="contents">
          <dt className="text-fg-muted">{name}</dt>
          <dd>
            <Value name={path} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Row = { path: string; name: string; value: unknown };

function rowsOf(value: unknown, path: readonly string[] = []): Row[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) => rowsOf(inner, [...path, name]));
  }
  const last = path.at(-1) ?? '';
  const [side] = path;
  const when = side === 'before' || side === 'after' ? `, ${side}` : '';
  return [{ path: path.join('.'), name: `${NAMES[last] ?? last}${when}`, value }];
}

function Value({ name, value }: { name: string; value: unknown }) {
  const { to, currency, timezone } = useWorkspace();
  if (name.includes('perCustomer.')) return formatMoney(Number(value), { currency, signed: true });
  if (name.endsWith('At')) return formatDate(new Date(String(value)), timezone);
  if (!Array.isArray(value)) return String(value);
  return (
    <ul>
      {value.slice(0, IDS_SHOWN).map((id: unknown, at) => (
        <li key={String(id)}>
          <Link href={to(`/decisions/${String(id)}`)} className="text-link underline-offset-2 hover:underline">
            Decision {at + 1}
          </Link>
        </li>
      ))}
      {value.length > IDS_SHOWN ? <li>and {value.length - IDS_SHOWN} more</li> : null}
    </ul>
  );
}
