import type { LogInvoice, ShopLogOptions } from '@/domain/events/shop-log';
import { readInvoices } from './read-log';

const NAMES_KEPT = 200;

/**
 * A place in a log: what was read up to here, and what comes next. What a cancellation is about, and who was met
 * before, hangs on everything that went before it, so a session that is opened at a line reads up to it first.
 */
export class LogSession {
  lines = 0;
  private next: LogInvoice | null = null;
  private isOver = false;
  private readonly seen = new Set<string>();
  private readonly used = new Set<string>();

  private constructor(private readonly invoices: AsyncGenerator<LogInvoice>) {}

  static async open(filePath: string, options: ShopLogOptions, atLine: number): Promise<LogSession> {
    const session = new LogSession(readInvoices(filePath, options));
    while (session.lines < atLine && (await session.take())) {
      // What was sent before is only read.
    }
    return session;
  }

  /** The invoice that `take` would give, or null at the end. */
  async peek(): Promise<LogInvoice | null> {
    if (!this.next && !this.isOver) {
      const { value, done } = await this.invoices.next();
      this.isOver = done === true;
      this.next = done ? null : value;
    }
    return this.next;
  }

  async take(): Promise<LogInvoice | null> {
    const invoice = await this.peek();
    this.next = null;
    if (!invoice) return null;
    this.lines += invoice.lines;
    for (const id of invoice.customers) this.seen.add(id);
    for (const call of invoice.calls) if (call.event === 'Order Completed') this.used.add(call.userId);
    return invoice;
  }

  /** Customers met so far, those with an order, and the first of those without one. */
  customers(): { customersSeen: number; customersUsed: number; customersUnused: string[] } {
    const customersUnused: string[] = [];
    for (const id of this.seen) {
      if (customersUnused.length === NAMES_KEPT) break;
      if (!this.used.has(id)) customersUnused.push(id);
    }
    return { customersSeen: this.seen.size, customersUsed: this.used.size, customersUnused };
  }

  async close(): Promise<void> {
    await this.invoices.return(undefined);
  }
}
