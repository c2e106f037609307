import type { Metadata } from 'next';
import { NoMessageOpen } from '@/components/sandbox/no-message-open';

export const metadata: Metadata = { title: 'Sandbox inbox' };

export default function SandboxPage() {
  return <NoMessageOpen />;
}
