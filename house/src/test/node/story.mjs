// The official npm package, pointed at this server: BASE and KEY come from the environment.
import Stripe from 'stripe';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

const base = new URL(process.env.BASE);
const stripe = new Stripe(process.env.KEY, {
  host: base.hostname,
  port: base.port,
  protocol: 'http',
  telemetry: false,
});
const noRedirects = { enabled: true, allow_redirects: 'never' };

const created = await stripe.paymentIntents.create({
  amount: 2000, currency: 'usd', automatic_payment_methods: noRedirects, metadata: { story: 'node' },
});
assert.equal(created.status, 'requires_payment_method');
const confirmed = await stripe.paymentIntents.confirm(created.id, { payment_method: 'pm_card_visa' });
assert.equal(confirmed.status, 'succeeded');
console.log('created and confirmed', confirmed.id);

const held = await stripe.paymentIntents.create({
  amount: 4200, currency: 'usd', payment_method: 'pm_card_bypassPending', capture_method: 'manual', confirm: true,
  automatic_payment_methods: noRedirects,
});
assert.equal(held.status, 'requires_capture');
const captured = await stripe.paymentIntents.capture(held.id);
assert.equal(captured.status, 'succeeded');
const refund = await stripe.refunds.create({ payment_intent: held.id, amount: 1200 });
assert.equal(refund.status, 'succeeded');
console.log('captured and refunded', refund.id);

const [given] = (await stripe.events.list({ type: 'charge.refunded', limit: 1 })).data;
assert.equal(given.data.previous_attributes.amount_refunded, 0);
const keeper = await stripe.customers.create({ payment_method: 'pm_card_visa' });
const [kept] = (await stripe.customers.listPaymentMethods(keeper.id)).data;
await stripe.paymentMethods.detach(kept.id);
const [left] = (await stripe.events.list({ type: 'payment_method.detached', limit: 1 })).data;
assert.deepEqual([left.data.object.id, left.data.object.previous_attributes], [kept.id, undefined]);
assert.equal(left.data.previous_attributes.customer, keeper.id);
const session = await stripe.checkout.sessions.create({
  mode: 'setup', currency: 'usd', customer: keeper.id, success_url: 'https://shop.example/done',
  expand: ['setup_intent.payment_method'],
});
assert.equal(session.setup_intent.status, 'requires_payment_method');
console.log('told what was before', left.id);

let seen = 0;
for await (const intent of stripe.paymentIntents.list({ limit: 2 })) {
  assert.equal(intent.object, 'payment_intent');
  if (++seen === 5) break;
}
console.log('paged through', seen);

await assert.rejects(
  stripe.paymentIntents.create({
    amount: 2000, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true,
    automatic_payment_methods: noRedirects,
  }),
  (error) => error instanceof Stripe.errors.StripeCardError && error.code === 'card_declined',
);
console.log('declined');

const challenged = await stripe.paymentIntents.create({
  amount: 2000, currency: 'usd', payment_method: 'pm_card_threeDSecure2Required', confirm: true,
  return_url: 'https://shop.example/back', automatic_payment_methods: { enabled: true },
});
assert.equal(challenged.status, 'requires_action');
const challenge = await (await fetch(challenged.next_action.redirect_to_url.url)).text();
const attribute = (tag, name) => (tag.match(new RegExp(`${name}="([^"]*)"`)) ?? [])[1] ?? '';
const plain = (text) => text.replaceAll('&amp;', '&');
const answer = new URLSearchParams({ deed: 'complete' });
for (const [input] of challenge.matchAll(/<input[^>]*>/g))
  answer.append(attribute(input, 'name'), plain(attribute(input, 'value')));
const action = plain(attribute(challenge.match(/<form[^>]*>/)[0], 'action'));
const page = await fetch(new URL(action, challenged.next_action.redirect_to_url.url), {
  method: 'POST', body: answer, redirect: 'manual',
});
assert.ok([302, 303].includes(page.status), 'the challenge sends back: ' + page.status);
const back = page.headers.get('location');
if (back.startsWith('http://127.0.0.1')) await fetch(back, { redirect: 'manual' });
assert.equal((await stripe.paymentIntents.retrieve(challenged.id)).status, 'succeeded');
console.log('challenged and paid', challenged.id);

const deliveries = [];
const receiver = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    deliveries.push([Buffer.concat(parts), request.headers['stripe-signature']]);
    response.end();
  });
});
await new Promise((ready) => receiver.listen(0, '127.0.0.1', ready));
const endpoint = await stripe.webhookEndpoints.create({
  url: `http://127.0.0.1:${receiver.address().port}/hook`, enabled_events: ['customer.created'],
});
const customer = await stripe.customers.create({ email: 'node@example.com' });
const deadline = Date.now() + 20000;
while (deliveries.length === 0 && Date.now() < deadline) await new Promise((soon) => setTimeout(soon, 50));
assert.ok(deliveries.length > 0, 'a webhook came within 20 s');
const event = stripe.webhooks.constructEvent(deliveries[0][0], deliveries[0][1], endpoint.secret);
assert.equal(event.type, 'customer.created');
assert.equal(event.data.object.id, customer.id);
await stripe.webhookEndpoints.del(endpoint.id);
receiver.close();
console.log('webhook verified', event.id);
console.log('STORY TOLD');
