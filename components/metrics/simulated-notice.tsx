import { Sparkles } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { demoWords } from '@/lib/words/demo-words';

/** Says how much of what is shown was made up; nothing where nothing was. */
export function SimulatedNotice({ share }: { share: number | null | undefined }) {
  if (!share) return null;
  return (
    <Notice tone="neutral" icon={Sparkles}>
      {demoWords(share)} The pipeline, the guardrails and the arithmetic are the real ones.
    </Notice>
  );
}
