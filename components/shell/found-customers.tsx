'use client';

import { useQuery } from '@tanstack/react-query';
import { UserRound, UsersRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { customerName } from '@/domain/customers/customer-name';
import { writeCustomerFilters } from '@/lib/customer-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import { PaletteGroup, PaletteItem } from './palette-item';

/** Fewer letters are in nearly every name. */
const LEAST = 2;
const SHOWN = 5;

/** Customers by what was typed: part of a name, an address or an id. */
export function FoundCustomers({ query, onGo }: { query: string; onGo: (go: () => void) => void }) {
  const { slug, to } = useWorkspace();
  const router = useRouter();
  const trpc = useTRPC();
  const asked = useDebounced(query.trim());
  const isAsked = asked.length >= LEAST;
  const { data } = useQuery(
    trpc.customers.list.queryOptions({ workspace: slug, search: asked, limit: SHOWN }, { enabled: isAsked }),
  );
  const found = isAsked ? (data?.items ?? []) : [];
  if (found.length === 0) return null;
  return (
    <PaletteGroup heading="Customers">
      {found.map((customer) => (
        <PaletteItem
          key={customer.id}
          id={customer.id}
          found={query}
          icon={UserRound}
          onSelect={() => onGo(() => router.push(to(`/customers/${customer.id}`)))}
        >
          {[customerName(customer), customer.email]
            .filter((text, nth, all) => text && all.indexOf(text) === nth)
            .join(', ')}
        </PaletteItem>
      ))}
      {data?.nextCursor ? (
        <PaletteItem
          id="all-customers"
          found={query}
          icon={UsersRound}
          onSelect={() => onGo(() => router.push(to(writeCustomerFilters('/customers', { q: asked }))))}
        >
          {`All customers like “${asked}”`}
        </PaletteItem>
      ) : null}
    </PaletteGroup>
  );
}
