import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { Verdict } from '@/domain/reports/scorecard-report';

const TEXT: Record<Verdict['tone'], string> = {
  good: 'text-good',
  bad: 'text-bad',
  warn: 'text-warn',
  info: 'text-info',
  neutral: 'text-fg-muted',
};

type WordProps = { verdict: Verdict; isPlain?: boolean; className?: string };

/** What a report says of a matter: a badge, or a word within a line. */
export function Word({ verdict: { word, tone }, isPlain = false, className }: WordProps) {
  if (isPlain) return <span className={cn('font-medium', TEXT[tone], className)}>{word}</span>;
  return (
    <Badge tone={tone} className={cn('h-auto py-0.5 whitespace-normal print:px-[1.2mm] print:text-[7pt]', className)}>
      {word}
    </Badge>
  );
}
