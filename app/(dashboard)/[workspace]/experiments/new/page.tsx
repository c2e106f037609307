import type { Metadata } from 'next';
import { NewTestView } from '@/components/new-test/new-test-view';

export const metadata: Metadata = { title: 'New test' };

export default function NewTestPage() {
  return <NewTestView />;
}
