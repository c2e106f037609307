import { CircleSlash } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';

/** In the place of a figure that nothing is recorded for. */
export function UnrecordedCard({ because }: { because: string }) {
  return (
    <Card>
      <EmptyState icon={CircleSlash} title="Not recorded" description={because} className="py-10" />
    </Card>
  );
}
