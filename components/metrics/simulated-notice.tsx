import { Sparkles } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { formatRate } from '@/lib/format';

/** Says how much of what is shown was made up; nothing where nothing was. */
export function SimulatedNotice({ share }: { share: number | null | undefined }) {
  if (!share) return null;
  const much = share === 1 ? 'All touches of these days' : `${formatRate(share, 1)} of the touches of these days`;
  return (
    <Notice tone="neutral" icon={Sparkles}>
      {much} are demo data: the customers are generated, and a simulated shopper answers for them unless somebody does
      so by hand. The pipeline, the guardrails and the arithmetic are the real ones.
    </Notice>
  );
}
