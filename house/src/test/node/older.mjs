// Programs of recent years, by the packages and the versions of the API that they were written for.
import assert from 'node:assert/strict';

const base = new URL(process.env.BASE);
// A package, and the versions its programs asked for.
const programs = [
  ['stripe-8', ['2020-08-27', '2022-08-01']],
  ['stripe-12', ['2022-08-01', '2022-11-15']],
  ['stripe-17', ['2023-10-16', '2024-06-20']],
];

for (const [name, versions] of programs) {
  const { default: Stripe } = await import(name);
  for (const apiVersion of versions) {
    const stripe = new Stripe(process.env.KEY, {
      host: base.hostname, port: base.port, protocol: 'http', telemetry: false, apiVersion,
    });
    await payments(stripe, apiVersion);
    await subscriptions(stripe);
    await promotions(stripe);
    await sources(stripe);
    console.log(name, apiVersion);
  }
}
console.log('OLDER STORIES TOLD');

async function payments(stripe, version) {
  const intent = await stripe.paymentIntents.create({
    amount: 2000, currency: 'usd', payment_method: 'pm_card_visa', payment_method_types: ['card'], confirm: true,
  });
  assert.equal(intent.status, 'succeeded');
  if (version < '2022-11-15') assert.equal(intent.charges.data[0].payment_intent, intent.id);
  else assert.equal(intent.charges, undefined);
  if (version < '2023-08-16') {
    const plain = await stripe.paymentIntents.create({
      amount: 2000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true,
    });
    assert.equal(plain.status, 'succeeded');
  }
  const charge = await stripe.charges.create({ amount: 500, currency: 'usd', source: 'tok_visa' });
  assert.equal(charge.paid, true);
  assert.equal((await stripe.refunds.create({ charge: charge.id, amount: 100 })).status, 'succeeded');
  await assert.rejects(
    stripe.charges.create({ amount: 500, currency: 'usd', source: 'tok_chargeDeclined' }),
    (error) => error.type === 'StripeCardError' && error.code === 'card_declined',
  );
}

async function subscriptions(stripe) {
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const product = await stripe.products.create({ name: 'Club' });
  const price = await stripe.prices.create({
    product: product.id, unit_amount: 1500, currency: 'usd', recurring: { interval: 'month' },
  });
  const order = { customer: customer.id, items: [{ price: price.id }], expand: ['latest_invoice.payment_intent'] };
  const running = await stripe.subscriptions.create(order);
  assert.equal(running.status, 'active');
  assert.ok(running.current_period_end > running.current_period_start);
  const invoice = running.latest_invoice;
  assert.equal(invoice.payment_intent.status, 'succeeded');
  assert.deepEqual([invoice.paid, invoice.subscription], [true, running.id]);
  assert.match(invoice.charge, /^(ch|py)_/);
  const [line] = invoice.lines.data;
  assert.deepEqual(
    [line.price.id, line.plan.id, line.type, line.proration, line.subscription],
    [price.id, price.id, 'subscription', false, running.id],
  );
  const waiting = await stripe.subscriptions.create({ ...order, payment_behavior: 'default_incomplete' });
  assert.equal(waiting.status, 'incomplete');
  assert.match(waiting.latest_invoice.payment_intent.client_secret, /_secret_/);
  assert.equal((await stripe.invoices.retrieveUpcoming({ subscription: running.id })).total, 1500);
  const changed = await stripe.invoices.retrieveUpcoming({
    customer: customer.id, subscription: running.id, subscription_proration_behavior: 'none',
    subscription_items: [{ id: running.items.data[0].id, quantity: 3 }],
  });
  assert.equal(changed.total, 4500);
  const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
  const cheaper = await stripe.subscriptions.update(running.id, { coupon: coupon.id });
  assert.equal(cheaper.discount.coupon.id, coupon.id);
}

async function promotions(stripe) {
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  const code = await stripe.promotionCodes.create({ coupon: coupon.id });
  assert.equal(code.coupon.id, coupon.id);
}

async function sources(stripe) {
  const customer = await stripe.customers.create({ source: 'tok_visa' });
  const known = await stripe.customers.retrieve(customer.id, { expand: ['sources'] });
  assert.equal(known.sources.data[0].id, known.default_source);
}
