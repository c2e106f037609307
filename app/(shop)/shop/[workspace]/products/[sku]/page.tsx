import { notFound } from 'next/navigation';
import { ProductView } from '@/components/shop/product-view';
import { catalogueProduct } from '@/domain/simulation/catalogue';
import { addProduct } from '@/server/demo-shop/actions';
import { shopAt } from '@/server/demo-shop/visit';

export default async function ProductPage({ params }: { params: Promise<{ workspace: string; sku: string }> }) {
  const { workspace, sku } = await params;
  const shop = await shopAt(workspace);
  const product = catalogueProduct(sku);
  if (!product) notFound();
  const add = addProduct.bind(null, shop.slug);
  return <ProductView slug={shop.slug} currency={shop.currency} product={product} add={add} />;
}
