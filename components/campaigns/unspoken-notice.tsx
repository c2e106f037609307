import { useWorkspace } from '@/components/layout/workspace-context';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { UNSPOKEN_MEANS } from '@/domain/campaigns/unspoken-steps';

/** Says which messages WhatsApp has no approved words for; nothing where it has for all. */
export function UnspokenNotice({ steps }: { steps: readonly { step: number; why: string }[] }) {
  const { to, may } = useWorkspace();
  if (steps.length === 0) return null;
  return (
    <Notice tone="warn" title="A message by WhatsApp would be blocked">
      <ul>
        {steps.map(({ step, why }) => (
          <li key={step}>
            Message {step}: {why}
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {UNSPOKEN_MEANS}{' '}
        {may('settings.manage') ? <Link href={to('/settings/channels')}>Open the templates</Link> : null}
      </p>
    </Notice>
  );
}
