import { redirect } from 'next/navigation';
import { ReceiptView } from '@/components/shop/receipt-view';
import { viewCart } from '@/server/demo-shop/views';
import { readSession, shopAt } from '@/server/demo-shop/visit';

export default async function ReceiptPage({ params }: { params: Promise<{ workspace: string }> }) {
  const shop = await shopAt((await params).workspace);
  const session = await readSession(shop.slug);
  if (!session.placed) redirect(`/shop/${shop.slug}/cart`);
  const { greeting } = await viewCart(shop, session);
  return <ReceiptView slug={shop.slug} currency={shop.currency} greeting={greeting} placed={session.placed} />;
}
