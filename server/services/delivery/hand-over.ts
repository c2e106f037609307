import { Envelope, type Provider, type SendResult } from '@/domain/channels/port';
import { TRIPS_AFTER } from '@/domain/delivery/circuit';
import type { ServiceContext } from '../../context';
import type { MessageBody } from './attempt';
import type { ClaimedMessage } from './claim';
import { closesGate, noteSigns, signOf } from './gates';

const MOST_DEVICES = 10;

/**
 * A provider during one turn: hands messages to it until it is in trouble, and tells the others how it does. Good news is
 * told once, bad news always.
 */
export class WatchedProvider {
  readonly provider: Provider;
  readonly #ctx: ServiceContext;
  #troubles = 0;
  #isShut = false;
  #isKnownFine = false;

  constructor(ctx: ServiceContext, provider: Provider) {
    this.#ctx = ctx;
    this.provider = provider;
  }

  /** Whether it is to be left alone for the rest of the turn. */
  get isTroubled(): boolean {
    return this.#isShut || this.#troubles >= TRIPS_AFTER;
  }

  async handOver(message: ClaimedMessage, body: MessageBody): Promise<SendResult> {
    const envelope = Envelope.safeParse(body.headers);
    if (!envelope.success) return { kind: 'fail', code: 'EENVELOPE', reason: 'The stored envelope cannot be read.' };
    const { subject, html, text } = body;
    const { id, channel } = message;
    const devices = channel === 'push' ? await this.#devicesOf(message) : [];
    const result = await this.provider.send({ id, channel, envelope: envelope.data, subject, html, text, devices });
    await this.#forgetDevices(result.goneDevices ?? []);
    this.#troubles = signOf(result) === 'fine' ? 0 : this.#troubles + 1;
    this.#isShut ||= closesGate(result);
    return result;
  }

  /** The latest first, and no more than a person has: an app that makes up tokens must not hold a sender up. */
  async #devicesOf({ customerId }: ClaimedMessage): Promise<string[]> {
    const { db, workspaceId } = this.#ctx;
    const orderBy = { lastSeenAt: 'desc' } as const;
    const rows = await db.pushDevice.findMany({ where: { workspaceId, customerId }, orderBy, take: MOST_DEVICES });
    return rows.map(({ token }) => token);
  }

  async #forgetDevices(tokens: string[]): Promise<void> {
    const { db, workspaceId } = this.#ctx;
    if (tokens.length > 0) await db.pushDevice.deleteMany({ where: { workspaceId, token: { in: tokens } } });
  }

  /** Tells what these results say of the provider to everybody who sends by it. */
  async tell(results: readonly SendResult[]): Promise<void> {
    if (!this.provider.isReal || results.length === 0) return;
    const isFine = results.every((result) => signOf(result) === 'fine' && !closesGate(result));
    if (isFine && this.#isKnownFine) return;
    this.#isKnownFine = isFine;
    await noteSigns(this.#ctx, this.provider, results);
  }
}
