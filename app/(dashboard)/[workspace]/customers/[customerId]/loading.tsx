import { CustomerSkeleton } from '@/components/customers/customer-skeleton';

export default function Loading() {
  return <CustomerSkeleton />;
}
