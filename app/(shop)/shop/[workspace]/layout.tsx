import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ShopFrame } from '@/components/shop/shop-frame';
import { readSession, shopAt } from '@/server/demo-shop/visit';

type ShopParams = { params: Promise<{ workspace: string }> };

export async function generateMetadata({ params }: ShopParams): Promise<Metadata> {
  const shop = await shopAt((await params).workspace);
  return { title: { absolute: `${shop.name} (demo shop)` }, robots: { index: false } };
}

export default async function ShopLayout({ params, children }: ShopParams & { children: ReactNode }) {
  const shop = await shopAt((await params).workspace);
  const { lines } = await readSession(shop.slug);
  const itemCount = lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <ShopFrame slug={shop.slug} name={shop.name} itemCount={itemCount}>
      {children}
    </ShopFrame>
  );
}
