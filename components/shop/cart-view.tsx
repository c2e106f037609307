import { buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { formatMoney } from '@/domain/shared/format-money';
import type { CartView as Cart, CartLineView } from '@/server/services/shop';
import { Amounts } from './amounts';
import { fieldStyles } from './field-styles';
import { ProductPicture } from './product-picture';
import { type ShopAction, ShopForm } from './shop-form';

export type CartActions = { remove: ShopAction; enterCode: ShopAction; order: ShopAction; join: ShopAction };
type CartViewProps = { slug: string; cart: Cart; actions: CartActions; consentWords: string };

/** The visitor's cart, their code, and the order. */
export function CartView({ slug, cart, actions, consentWords }: CartViewProps) {
  if (cart.lines.length === 0) return <EmptyCart slug={slug} greeting={cart.greeting} />;
  return (
    <>
      <h1 className="font-semibold text-fg text-kpi">{cart.greeting ? `Your cart, ${cart.greeting}` : 'Your cart'}</h1>
      <div className="mt-6 grid gap-8 lg:grid-cols-[1fr_360px]">
        <ul className="divide-y divide-border self-start rounded-lg border border-border bg-surface">
          {cart.lines.map((line) => (
            <Line key={line.sku} line={line} currency={cart.currency} remove={actions.remove} />
          ))}
        </ul>
        <aside aria-label="Order" className="space-y-5 self-start rounded-lg border border-border bg-surface p-5">
          <CodeForm cart={cart} enterCode={actions.enterCode} />
          <Amounts {...cart} percentOff={cart.code?.ok ? cart.code.percentOff : null} />
          <ShopForm action={actions.order}>
            <button type="submit" className={cn(buttonStyles({ variant: 'primary', size: 'lg' }), 'w-full')}>
              Place order
            </button>
          </ShopForm>
          <p className="text-fg-subtle text-xs">No payment is taken and nothing is delivered.</p>
          {cart.greeting ? null : <JoinForm join={actions.join} consentWords={consentWords} />}
        </aside>
      </div>
    </>
  );
}

function EmptyCart({ slug, greeting }: { slug: string; greeting: string | null }) {
  return (
    <>
      <h1 className="font-semibold text-fg text-kpi">
        {greeting ? `${greeting}, your cart is empty` : 'Your cart is empty'}
      </h1>
      <p className="mt-2 text-base text-fg-muted">Put something into it and it will wait for you here.</p>
      <Link href={`/shop/${slug}`} className={cn(buttonStyles({ variant: 'primary', size: 'lg' }), 'mt-6')}>
        See the products
      </Link>
    </>
  );
}

function Line({ line, currency, remove }: { line: CartLineView; currency: string; remove: ShopAction }) {
  return (
    <li className="flex items-center gap-4 p-4">
      <ProductPicture sku={line.sku} name="" className="w-20 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-fg text-sm">{line.name}</p>
        <p className="text-fg-muted text-sm tabular-nums">
          {line.quantity} × {formatMoney(line.priceCents, currency)}
        </p>
        <ShopForm action={remove}>
          <input type="hidden" name="sku" value={line.sku} />
          <button
            type="submit"
            aria-label={`Remove ${line.name}`}
            className="mt-1 text-link text-sm hover:underline pointer-coarse:h-11"
          >
            Remove
          </button>
        </ShopForm>
      </div>
      <p className="text-fg text-sm tabular-nums">{formatMoney(line.lineCents, currency)}</p>
    </li>
  );
}

function CodeForm({ cart, enterCode }: { cart: Cart; enterCode: ShopAction }) {
  const { code } = cart;
  return (
    <ShopForm action={enterCode}>
      <label htmlFor="code" className="font-medium text-fg text-sm">
        Discount code
      </label>
      <div className="mt-1.5 flex gap-2">
        <input
          id="code"
          name="code"
          autoComplete="off"
          maxLength={40}
          defaultValue={code?.code ?? ''}
          key={code?.code ?? 'none'}
          aria-describedby="code-answer"
          className={cn(fieldStyles, 'h-10 font-mono uppercase')}
        />
        <button type="submit" className={cn(buttonStyles({ size: 'lg' }))}>
          Apply
        </button>
      </div>
      <p id="code-answer" className={cn('mt-1.5 text-sm', code?.ok ? 'text-good' : 'text-bad')} aria-live="polite">
        {code ? (code.ok ? `${code.percentOff}% off your cart.` : code.reason) : ''}
      </p>
    </ShopForm>
  );
}

function JoinForm({ join, consentWords }: { join: ShopAction; consentWords: string }) {
  return (
    <ShopForm action={join} className="space-y-3 border-border border-t pt-5">
      <p className="font-medium text-fg text-sm">Save my cart</p>
      <p className="text-fg-muted text-sm">Any made-up address will do: messages only go to the sandbox inbox.</p>
      <label className="block text-fg text-sm">
        First name
        <input
          name="firstName"
          required
          maxLength={60}
          autoComplete="given-name"
          className={cn(fieldStyles, 'mt-1 h-10')}
        />
      </label>
      <label className="block text-fg text-sm">
        E-mail
        <input
          name="email"
          type="email"
          required
          maxLength={254}
          placeholder="you@example.com"
          autoComplete="email"
          className={cn(fieldStyles, 'mt-1 h-10')}
        />
      </label>
      <label className="flex items-start gap-2 text-fg-muted text-sm">
        <input type="checkbox" name="agrees" className="mt-0.5 size-4" />
        {consentWords}
      </label>
      <button type="submit" className={cn(buttonStyles({ size: 'lg' }))}>
        Save
      </button>
    </ShopForm>
  );
}
