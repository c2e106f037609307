import type { Metadata } from 'next';
import { NewSegmentView } from '@/components/segments/new-segment-view';

export const metadata: Metadata = { title: 'New segment' };

export default function NewSegmentPage() {
  return <NewSegmentView />;
}
