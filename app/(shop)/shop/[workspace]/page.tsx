import { CatalogueView } from '@/components/shop/catalogue-view';
import { enterIfCarried } from '@/server/demo-shop/arrival';
import { viewCart } from '@/server/demo-shop/views';
import { readSession, shopAt } from '@/server/demo-shop/visit';

type ShopPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ShopPage({ params, searchParams }: ShopPageProps) {
  const shop = await shopAt((await params).workspace);
  enterIfCarried(shop.slug, '', await searchParams);
  const { greeting } = await viewCart(shop, await readSession(shop.slug));
  return <CatalogueView slug={shop.slug} currency={shop.currency} greeting={greeting} />;
}
