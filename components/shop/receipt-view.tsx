import { buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { formatMoney } from '@/domain/shared/format-money';
import { catalogueProduct } from '@/domain/simulation/catalogue';
import type { PlacedOrder } from '@/server/services/shop';
import { Amounts } from './amounts';

type ReceiptViewProps = { slug: string; currency: string; greeting: string | null; placed: PlacedOrder };

/** The receipt of the order just placed. */
export function ReceiptView({ slug, currency, greeting, placed }: ReceiptViewProps) {
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="font-semibold text-fg text-kpi">{greeting ? `Thank you, ${greeting}` : 'Thank you'}</h1>
      <p className="mt-2 text-base text-fg-muted">
        Your order is in. It was told to Touchstone through the public events API.
      </p>
      <div className="mt-6 rounded-lg border border-border bg-surface p-5">
        <p className="break-all text-fg-muted text-sm">
          Order <span className="font-mono text-fg">{placed.orderKey}</span>
        </p>
        <ul className="my-4 space-y-2 border-border border-y py-4 text-fg text-sm">
          {placed.lines.map(({ sku, quantity }) => {
            const product = catalogueProduct(sku);
            return product ? (
              <li key={sku} className="flex justify-between gap-4 tabular-nums">
                <span>
                  {quantity} × {product.name}
                </span>
                <span>{formatMoney(product.priceCents * quantity, currency)}</span>
              </li>
            ) : null;
          })}
        </ul>
        <Amounts {...placed} currency={currency} percentOff={null} />
        {placed.code ? (
          <p className="mt-3 text-fg-muted text-sm">
            Code <span className="font-mono text-fg">{placed.code}</span> is used up now.
          </p>
        ) : null}
      </div>
      <Link href={`/shop/${slug}`} className={cn(buttonStyles({ size: 'lg' }), 'mt-6')}>
        Back to the shop
      </Link>
    </div>
  );
}
