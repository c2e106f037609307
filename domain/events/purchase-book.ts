/** So many units of an article, on one invoice, that were not given back yet. */
type Purchase = { invoice: string; left: number; price: number };

export type Bought = { customerId: string; sku: string; invoice: string; quantity: number; price: number };
export type GivenBack = { invoice: string; quantity: number };

/** Purchases remembered at most, the oldest forgotten first: what bounds memory in a log without end. */
const CAPACITY = 1_000_000;

/** What customers bought and may give back: finds the orders that a cancellation in a shop's log is about. */
export class PurchaseBook {
  private readonly purchases = new Map<string, Purchase[]>();
  private size = 0;

  constructor(private readonly capacity = CAPACITY) {}

  bought({ customerId, sku, invoice, quantity, price }: Bought): void {
    const key = keyOf(customerId, sku);
    const own = this.purchases.get(key) ?? [];
    own.push({ invoice, left: quantity, price });
    // Set again, so that the map stands in order of last purchase.
    this.purchases.delete(key);
    this.purchases.set(key, own);
    this.size++;
    this.forgetOldest();
  }

  /**
   * Takes units back from the customer's earlier orders of the article: first from those of the same price, then from
   * any, the latest first. May find fewer than asked, or none.
   */
  giveBack(asked: { customerId: string; sku: string; quantity: number; price: number }): GivenBack[] {
    const own = [...(this.purchases.get(keyOf(asked.customerId, asked.sku)) ?? [])].reverse();
    const samePrice = own.filter((purchase) => purchase.price === asked.price);
    const otherPrice = own.filter((purchase) => purchase.price !== asked.price);
    const found: GivenBack[] = [];
    let missing = asked.quantity;
    for (const purchase of [...samePrice, ...otherPrice]) {
      const quantity = Math.min(missing, purchase.left);
      if (quantity <= 0) continue;
      purchase.left -= quantity;
      missing -= quantity;
      found.push({ invoice: purchase.invoice, quantity });
    }
    return found;
  }

  private forgetOldest(): void {
    for (const [key, own] of this.purchases) {
      if (this.size <= this.capacity) return;
      this.size -= own.length;
      this.purchases.delete(key);
    }
  }
}

function keyOf(customerId: string, sku: string): string {
  return `${customerId}\u0000${sku}`;
}
