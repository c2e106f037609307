import { ImportSkeleton } from '@/components/imports/import-skeleton';

export default function Loading() {
  return <ImportSkeleton label="Loading the import" />;
}
