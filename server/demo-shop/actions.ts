'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { ServiceError } from '../errors';
import { addToCart, joinShop, placeOrder, removeFromCart, type Shop, type ShopSession } from '../services/shop';
import { readSession, shopAt, writeSession } from './visit';

/** What a form of the shop answers: nothing, or what is wrong. */
export type ShopAnswer = { message: string } | null;

const Slug = z.string().min(1).max(64);
const Sku = z.string().min(1).max(32);
const Code = z.string().trim().max(40);

type Change = (shop: Shop, session: ShopSession) => Promise<ShopSession>;

async function change(slug: string, apply: Change): Promise<ShopAnswer> {
  const shop = await shopAt(Slug.parse(slug));
  try {
    await writeSession(shop.slug, await apply(shop, await readSession(shop.slug)));
    return null;
  } catch (error) {
    if (error instanceof ServiceError) return { message: error.message };
    throw error;
  }
}

/** Adds one of a product and shows the cart. */
export async function addProduct(slug: string, _before: ShopAnswer, form: FormData): Promise<ShopAnswer> {
  const sku = Sku.parse(form.get('sku'));
  const answer = await change(slug, (shop, session) => addToCart(shop, session, sku));
  if (answer) return answer;
  redirect(`/shop/${slug}/cart`);
}

/** Takes a product out of the cart. */
export async function removeProduct(slug: string, _before: ShopAnswer, form: FormData): Promise<ShopAnswer> {
  const sku = Sku.parse(form.get('sku'));
  return change(slug, (shop, session) => removeFromCart(shop, session, sku));
}

/** Remembers the code that was typed in; an empty one removes it. Whether it is good is said with the cart. */
export async function enterCode(slug: string, _before: ShopAnswer, form: FormData): Promise<ShopAnswer> {
  const code = Code.parse(form.get('code') ?? '');
  return change(slug, async (_shop, session) => ({ ...session, code: code === '' ? null : code.toUpperCase() }));
}

/** Places the order of the cart and shows the receipt. */
export async function order(slug: string, _before: ShopAnswer, _form: FormData): Promise<ShopAnswer> {
  const answer = await change(slug, (shop, session) => placeOrder(shop, session));
  if (answer) return answer;
  redirect(`/shop/${slug}/receipt`);
}

/** Tells the shop who the visitor is. */
export async function join(slug: string, _before: ShopAnswer, form: FormData): Promise<ShopAnswer> {
  const joining = {
    firstName: String(form.get('firstName') ?? ''),
    email: String(form.get('email') ?? ''),
    agrees: form.get('agrees') === 'on',
  };
  return change(slug, (shop, session) => joinShop(shop, session, joining));
}
