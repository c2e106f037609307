'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { ServiceError } from '../errors';
import {
  addToCart,
  joinShop,
  placeOrder,
  removeFromCart,
  type Shop,
  ShopCode,
  type ShopSession,
  ShopSku,
} from '../services/shop';
import { readSession, shopAt, writeSession } from './visit';

/** What a form of the shop answers: nothing, or what is wrong. */
export type ShopAnswer = { message: string } | null;

const Slug = z.string().min(1).max(64);
const TypedCode = ShopCode.or(z.literal(''));

type Change = (shop: Shop, session: ShopSession) => Promise<ShopSession>;

/** What a browser sends is anything: only a shop that exists, and a form that makes sense, come to a change. */
async function change(slug: unknown, apply: Change): Promise<ShopAnswer> {
  try {
    const shop = await shopAt(read(Slug, slug, 'There is no such shop.'));
    await writeSession(shop.slug, await apply(shop, await readSession(shop.slug)));
    return null;
  } catch (error) {
    if (error instanceof ServiceError) return { message: error.message };
    throw error;
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown, otherwise: string): T {
  const { data, success } = schema.safeParse(value);
  if (success) return data;
  throw new ServiceError('invalid', otherwise);
}

function fieldOf(form: unknown, name: string): FormDataEntryValue | null {
  return form instanceof FormData ? form.get(name) : null;
}

const textOf = (form: unknown, name: string) => {
  const value = fieldOf(form, name);
  return typeof value === 'string' ? value : '';
};
const skuOf = (form: unknown) => read(ShopSku, fieldOf(form, 'sku'), 'The shop has no such product.');

/** Adds one of a product and shows the cart. */
export async function addProduct(slug: string, _before: ShopAnswer, form: FormData): Promise<ShopAnswer> {
  const answer = await change(slug, (shop, session) => addToCart(shop, session, skuOf(form)));
  if (answer) return answer;
  redirect(`/shop/${slug}/cart`);
}

/** Takes a product out of the cart. */
export async function removeProduct(slug: string, _before: ShopAnswer, form: FormData): Promise<ShopAnswer> {
  return change(slug, (shop, session) => removeFromCart(shop, session, skuOf(form)));
}

/** Remembers the code that was typed in; an empty one removes it. Whether it is good is said with the cart. */
export async function enterCode(slug: string, _before: ShopAnswer, form: FormData): Promise<ShopAnswer> {
  return change(slug, async (_shop, session) => {
    const typed = textOf(form, 'code').trim();
    const code = read(TypedCode, typed, 'There is no such code: codes are made of letters, digits and dashes.');
    return { ...session, code: code === '' ? null : code.toUpperCase() };
  });
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
    firstName: textOf(form, 'firstName'),
    email: textOf(form, 'email'),
    agrees: fieldOf(form, 'agrees') === 'on',
  };
  return change(slug, (shop, session) => joinShop(shop, session, joining));
}
