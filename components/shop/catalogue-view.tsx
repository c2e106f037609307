import { Link } from '@/components/ui/link';
import { formatMoney } from '@/domain/shared/format-money';
import { CATALOGUE, CATEGORIES, type CatalogueProduct, type Category } from '@/domain/simulation/catalogue';
import { ProductPicture } from './product-picture';

type CatalogueViewProps = { slug: string; currency: string; greeting: string | null };

/** Every product of the demo shop, by category. */
export function CatalogueView({ slug, currency, greeting }: CatalogueViewProps) {
  return (
    <>
      <h1 className="font-semibold text-fg text-kpi">
        {greeting ? `Welcome back, ${greeting}` : 'Things for a house by the water'}
      </h1>
      <p className="mt-2 max-w-2xl text-base text-fg-muted">
        Made slowly, meant to last. Put something into your cart, leave it there, and see what Touchstone makes of it.
      </p>
      <nav aria-label="Categories" className="mt-5 flex flex-wrap gap-2">
        {CATEGORIES.map((category) => (
          <a
            key={category}
            href={`#${anchor(category)}`}
            className="inline-flex h-8 items-center rounded-full border border-border bg-surface px-3 text-fg text-sm hover:bg-hover pointer-coarse:h-11 pointer-coarse:px-4"
          >
            {category}
          </a>
        ))}
      </nav>
      {CATEGORIES.map((category, index) => (
        <section key={category} id={anchor(category)} className="mt-10 scroll-mt-4">
          <h2 className="font-semibold text-fg text-xl">{category}</h2>
          <ul className="mt-4 grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-3 lg:grid-cols-5">
            {CATALOGUE.filter((product) => product.category === category).map((product) => (
              <ProductCard key={product.sku} slug={slug} currency={currency} product={product} eager={index === 0} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

type ProductCardProps = { slug: string; currency: string; product: CatalogueProduct; eager: boolean };

function ProductCard({ slug, currency, product, eager }: ProductCardProps) {
  return (
    <li>
      <Link href={`/shop/${slug}/products/${product.sku}`} prefetch={false} className="group block rounded-lg">
        <ProductPicture
          sku={product.sku}
          name=""
          eager={eager}
          className="transition-transform duration-120 group-hover:scale-[1.02]"
        />
        <span className="mt-2 block text-fg text-sm group-hover:underline">{product.name}</span>
        <span className="block text-fg-muted text-sm tabular-nums">{formatMoney(product.priceCents, currency)}</span>
      </Link>
    </li>
  );
}

function anchor(category: Category): string {
  return category.toLowerCase().replaceAll(' ', '-');
}
