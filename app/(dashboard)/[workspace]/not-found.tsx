import { PageMissing } from '@/components/layout/page-missing';

export default function WorkspaceNotFound() {
  return <PageMissing />;
}
