import { CircleCheck, CircleDashed } from 'lucide-react';
import { Progress } from '@/components/ui/progress';
import type { Requirement } from '@/domain/autonomy/requirements';

/** What the next level asks for, each with how much of it is there. */
export function RequirementList({ requirements }: { requirements: readonly Requirement[] }) {
  if (requirements.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2 text-table">
      {requirements.map(({ id, isMet, text, have, need }) => (
        <li key={id} className="flex items-start gap-2">
          {isMet ? (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
          ) : (
            <CircleDashed aria-hidden className="mt-0.5 size-4 shrink-0 text-fg-subtle" />
          )}
          <div className="min-w-0 flex-1">
            <p>
              <span className="sr-only">{isMet ? 'There: ' : 'Missing: '}</span>
              {text}
            </p>
            {have !== null && need !== null && !isMet ? (
              <Progress label={text} isLabelHidden value={(have / need) * 100} className="mt-1 max-w-60" />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
