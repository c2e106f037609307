import type { ReactNode } from 'react';
import { SandboxView } from '@/components/sandbox/sandbox-view';

export default function SandboxLayout({ children }: { children: ReactNode }) {
  return <SandboxView>{children}</SandboxView>;
}
