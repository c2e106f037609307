import { Check } from 'lucide-react';
import { BrandMark } from '@/components/shell/brand-mark';
import { Code } from '@/components/ui/code';
import { GUARDRAIL_NAMES, GUARDRAILS, type GuardrailId } from '@/domain/guardrails/guardrail-ids';
import { SignInForm } from './sign-in-form';

/** What each guardrail asks before a message may leave. */
const QUESTIONS: Record<GuardrailId, string> = {
  spam: 'Would it hurt our name with mail providers?',
  compliance: 'Does the law where they live allow it, now?',
  tone: 'Does it sound like us?',
  audit: 'Can anyone check later why?',
  rate: 'Have we written enough lately?',
  consent: 'Did this person say yes, on this channel?',
  financial: 'Is the discount worth it, and in budget?',
};

/** The front door. */
export function SignInView({ next, hasDemo }: { next: string; hasDemo: boolean }) {
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(420px,1fr)_minmax(0,1.15fr)]">
      <main className="flex flex-col px-6 py-8 sm:px-10">
        <div className="flex items-center gap-2.5">
          <BrandMark className="size-8" />
          <span className="text-lg font-medium tracking-[-0.01em]">Touchstone</span>
        </div>
        <div className="mx-auto flex w-full max-w-88 flex-1 flex-col justify-center py-12">
          <h1 className="text-[26px] leading-8 font-medium tracking-[-0.02em]">Welcome back</h1>
          <p className="mt-1.5 mb-7 text-fg-muted">Sign in to your company's workspace.</p>
          <SignInForm next={next} />
          {hasDemo ? (
            <p className="mt-7 border-t border-border pt-5 text-table text-fg-muted">
              Just looking? The terminal that started Touchstone shows a demo sign-in for each role. They are also in{' '}
              <Code>demo-access.json</Code> in its data folder.
            </p>
          ) : null}
        </div>
      </main>
      <aside className="relative isolate overflow-hidden bg-[#15161c] text-[#f3f3f5] max-lg:hidden">
        <Streak />
        <div className="relative flex h-full flex-col justify-center gap-10 px-14 py-12 xl:px-20">
          <div>
            <p className="max-w-[18ch] text-[34px] leading-10 font-medium tracking-[-0.025em] text-balance">
              Every message is tested before it is sent.
            </p>
            <p className="mt-3 max-w-[46ch] text-base text-[#b9bac6]">
              Agents decide whom to write to, when and with what. Seven guardrails check each decision; you can check
              the guardrails.
            </p>
          </div>
          <ul className="flex max-w-lg flex-col">
            {GUARDRAILS.map((id) => (
              <li key={id} className="flex items-baseline gap-3 border-t border-white/10 py-2.5 last:border-b">
                <Check aria-hidden className="size-3.5 shrink-0 translate-y-0.5 text-[#e5b055]" strokeWidth={2.5} />
                <span className="w-36 shrink-0 font-medium">{GUARDRAIL_NAMES[id]}</span>
                <span className="text-[#b9bac6]">{QUESTIONS[id]}</span>
              </li>
            ))}
          </ul>
        </div>
      </aside>
    </div>
  );
}

/** The gold streak on the stone. */
function Streak() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 800 900"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 -z-10 size-full"
    >
      <defs>
        <radialGradient id="stone" cx="70%" cy="15%" r="95%">
          <stop offset="0" stopColor="#2b2d3a" />
          <stop offset="1" stopColor="#121318" />
        </radialGradient>
        <linearGradient id="gold" x1="0" y1="1" x2="1" y2="0">
          <stop offset="0" stopColor="#e5b055" stopOpacity="0" />
          <stop offset="0.55" stopColor="#e5b055" stopOpacity="0.34" />
          <stop offset="1" stopColor="#f3d08d" stopOpacity="0" />
        </linearGradient>
      </defs>
      <rect width="800" height="900" fill="url(#stone)" />
      <path d="M360 330 L860 -30" stroke="url(#gold)" strokeWidth="54" strokeLinecap="round" />
      <path d="M430 340 L900 2" stroke="url(#gold)" strokeWidth="10" strokeLinecap="round" />
    </svg>
  );
}
