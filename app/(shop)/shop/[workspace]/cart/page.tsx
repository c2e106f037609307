import { CartView } from '@/components/shop/cart-view';
import { enterCode, join, order, removeProduct } from '@/server/demo-shop/actions';
import { enterIfCarried } from '@/server/demo-shop/arrival';
import { CONSENT_TEXT, viewCart } from '@/server/demo-shop/views';
import { readSession, shopAt } from '@/server/demo-shop/visit';

type CartPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CartPage({ params, searchParams }: CartPageProps) {
  const shop = await shopAt((await params).workspace);
  enterIfCarried(shop.slug, '/cart', await searchParams);
  const cart = await viewCart(shop, await readSession(shop.slug));
  const actions = {
    remove: removeProduct.bind(null, shop.slug),
    enterCode: enterCode.bind(null, shop.slug),
    order: order.bind(null, shop.slug),
    join: join.bind(null, shop.slug),
  };
  return <CartView slug={shop.slug} cart={cart} actions={actions} consentWords={CONSENT_TEXT.words} />;
}
