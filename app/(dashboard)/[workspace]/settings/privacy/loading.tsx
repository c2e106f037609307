import { RequestSkeleton } from '@/components/privacy/request-skeleton';

export default function PrivacyRequestsLoading() {
  return <RequestSkeleton label="Loading privacy requests" />;
}
