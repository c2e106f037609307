import { buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { formatMoney } from '@/domain/shared/format-money';
import type { CatalogueProduct } from '@/domain/simulation/catalogue';
import { ProductPicture } from './product-picture';
import { type ShopAction, ShopForm } from './shop-form';

type ProductViewProps = { slug: string; currency: string; product: CatalogueProduct; add: ShopAction };

/** One product, with the button that puts it into the cart. */
export function ProductView({ slug, currency, product, add }: ProductViewProps) {
  return (
    <div className="grid gap-8 md:grid-cols-2">
      <ProductPicture sku={product.sku} name={product.name} eager />
      <div>
        <Link href={`/shop/${slug}`} className="text-link text-sm hover:underline">
          {product.category}
        </Link>
        <h1 className="mt-2 font-semibold text-fg text-kpi">{product.name}</h1>
        <p className="mt-2 text-fg text-xl tabular-nums">{formatMoney(product.priceCents, currency)}</p>
        <p className="mt-4 max-w-prose text-base text-fg-muted">{product.description}</p>
        <p className="mt-4 text-fg-muted text-sm">{product.stock} in stock</p>
        <ShopForm action={add} className="mt-6">
          <input type="hidden" name="sku" value={product.sku} />
          <button type="submit" className={cn(buttonStyles({ variant: 'primary', size: 'lg' }))}>
            Add to cart
          </button>
        </ShopForm>
      </div>
    </div>
  );
}
