/**
 * Share 0..1 of the demo's customers who are left alone on purpose: three times the product's default, because a
 * generated shop is small and an interval asks for some dozens of people in each group.
 */
export const DEMO_HOLDOUT_SHARE = 0.15;
