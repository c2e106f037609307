import { formatMoney } from '@/domain/shared/format-money';

type AmountsProps = {
  currency: string;
  subtotalCents: number;
  discountCents: number;
  /** Null where no code is in force. */
  percentOff: number | null;
};

/** Subtotal, discount and total of a cart or an order. */
export function Amounts({ currency, subtotalCents, discountCents, percentOff }: AmountsProps) {
  return (
    <dl className="space-y-1.5 text-fg text-sm tabular-nums">
      <div className="flex justify-between">
        <dt className="text-fg-muted">Subtotal</dt>
        <dd>{formatMoney(subtotalCents, currency)}</dd>
      </div>
      {discountCents > 0 ? (
        <div className="flex justify-between text-good">
          <dt>Discount{percentOff === null ? '' : ` (${percentOff}%)`}</dt>
          <dd>−{formatMoney(discountCents, currency)}</dd>
        </div>
      ) : null}
      <div className="flex justify-between border-border border-t pt-2 font-semibold text-base">
        <dt>Total</dt>
        <dd>{formatMoney(subtotalCents - discountCents, currency)}</dd>
      </div>
    </dl>
  );
}
