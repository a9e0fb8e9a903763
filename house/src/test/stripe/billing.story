# Invoices: items wait for them, lines are added, changed and taken away.
cus = POST /v1/customers email=ann@example.com payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa
ii = POST /v1/invoiceitems customer={cus} amount=1000 currency=usd description=Gin
GET /v1/invoiceitems customer={cus} pending=true
  data.0.amount 1000
POST /v1/invoiceitems/{ii} amount=1200
  amount 1200
GET /v1/invoiceitems/{ii}
  amount 1200
POST /v1/invoices/create_preview customer={cus}
  amount_due 1200
GET /v1/invoices/upcoming customer={cus}
  amount_due 1200
GET /v1/invoices/upcoming/lines customer={cus}
  data.0.amount 1200
in = POST /v1/invoices customer={cus} pending_invoice_items_behavior=include metadata[order]=7
  total 1200
  status draft
POST /v1/invoices/{in}/add_lines lines[0][amount]=300 lines[0][description]=Ice
  total 1500
more = GET /v1/invoices/{in}/lines
  data.1.amount 300
POST /v1/invoices/{in}/update_lines lines[0][id]={more.data.1.id} lines[0][amount]=400
  total 1600
POST /v1/invoices/{in}/lines/{more.data.1.id} description=Much_ice
  description Much_ice
POST /v1/invoices/{in}/remove_lines lines[0][id]={more.data.1.id} lines[0][behavior]=delete
  total 1200
POST /v1/invoices/{in} description=Thanks
  description Thanks
GET /v1/invoices/search query=metadata%5B'order'%5D:'7'
  data.0.total 1200
POST /v1/invoices/{in}/finalize
  status open
  amount_remaining 1200
paid = POST /v1/invoices/{in}/pay
  status paid
  amount_paid 1200
POST /v1/invoices/{in}/pay
  ! 400
pays = GET /v1/invoice_payments invoice={in}
  data.0.status paid
GET /v1/invoice_payments/{pays.data.0.id}
  amount_paid 1200
GET /v1/invoices customer={cus} status=paid
  data.0.total 1200

# Invoices that end otherwise.
ii = POST /v1/invoiceitems customer={cus} amount=500 currency=usd
POST /v1/invoiceitems customer={cus} amount=700 currency=usd
DELETE /v1/invoiceitems/{ii}
  deleted true
gone = POST /v1/invoices customer={cus}
DELETE /v1/invoices/{gone}
  deleted true
sent = POST /v1/invoices customer={cus} collection_method=send_invoice days_until_due=7 pending_invoice_items_behavior=include
POST /v1/invoices/{sent}/send
  status open
POST /v1/invoices/{sent}/mark_uncollectible
  status uncollectible
POST /v1/invoices/{sent}/void
  status void
POST /v1/invoiceitems customer={cus} amount=900 currency=usd
cash = POST /v1/invoices customer={cus} pending_invoice_items_behavior=include
POST /v1/invoices/{cash}/pay paid_out_of_band=true
  status paid
POST /v1/invoiceitems customer={cus} amount=800 currency=usd
own = POST /v1/invoices customer={cus} pending_invoice_items_behavior=include
POST /v1/invoices/{own}/finalize
pi = POST /v1/payment_intents amount=800 currency=usd customer={cus} payment_method=pm_card_visa confirm=true off_session=true
POST /v1/invoices/{own}/attach_payment payment_intent={pi}
  status paid
  amount_paid 800

# Subscriptions and their items.
price = POST /v1/prices currency=usd unit_amount=1500 recurring[interval]=month product_data[name]=Club
extra = POST /v1/prices currency=usd unit_amount=300 recurring[interval]=month product_data[name]=Ice
POST /v1/coupons id=BILLING10 percent_off=10 duration=forever
POST /v1/invoices/create_preview customer={cus} subscription_details[items][0][price]={price}
  total 1500
sub = POST /v1/subscriptions customer={cus} items[0][price]={price} discounts[0][coupon]=BILLING10 metadata[plan]=club
  status active
GET /v1/subscriptions/{sub} expand%5B%5D=latest_invoice
  latest_invoice.total 1350
GET /v1/subscriptions customer={cus}
  data.0.status active
GET /v1/subscriptions/search query=metadata%5B'plan'%5D:'club'
  data.0.status active
POST /v1/subscriptions/{sub} metadata[by]=ann
  metadata.by ann
POST /v1/invoices/create_preview subscription={sub}
  total 1350
DELETE /v1/subscriptions/{sub}/discount
  deleted true
si = POST /v1/subscription_items subscription={sub} price={extra} proration_behavior=none
GET /v1/subscription_items subscription={sub}
  data.1.price.unit_amount 300
POST /v1/subscription_items/{si} quantity=2 proration_behavior=none
  quantity 2
GET /v1/subscription_items/{si}
  quantity 2
DELETE /v1/subscription_items/{si} proration_behavior=none
  deleted true
POST /v1/subscriptions/{sub}/pause
  status paused
POST /v1/subscriptions/{sub}/resume
  status active
DELETE /v1/subscriptions/{sub} prorate=true invoice_now=true
  status canceled

# As older programs have them.
old = POST /v1/customers/{cus}/subscriptions items[0][price]={price}
  status active
GET /v1/customers/{cus}/subscriptions
  data.0.status active
GET /v1/customers/{cus}/subscriptions/{old}
  status active
POST /v1/customers/{cus}/subscriptions/{old} metadata[a]=b
  metadata.a b
DELETE /v1/customers/{cus}/subscriptions/{old}
  status canceled

# Schedules and test clocks.
clock = POST /v1/test_helpers/test_clocks frozen_time=1767225600 name=story
GET /v1/test_helpers/test_clocks
  data.0.id *
frozen = POST /v1/customers test_clock={clock} payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa
plan = POST /v1/subscription_schedules customer={frozen} start_date=now end_behavior=release phases[0][items][0][price]={price} phases[0][iterations]=1 phases[1][items][0][price]={price} phases[1][items][0][quantity]=2 phases[1][iterations]=1
  status active
GET /v1/subscription_schedules/{plan}
  phases.1.items.0.quantity 2
POST /v1/subscription_schedules/{plan} metadata[a]=b
  metadata.a b
GET /v1/subscription_schedules customer={frozen}
  data.0.status active
fifth = POST /v1/coupons percent_off=20 duration=forever
cheap = POST /v1/subscription_schedules customer={frozen} start_date=now default_settings[billing_thresholds][amount_gte]=90000 default_settings[invoice_settings][footer]=Thanks phases[0][items][0][price]={price} phases[0][iterations]=1 phases[0][discounts][0][coupon]={fifth} phases[1][items][0][price]={price} phases[1][items][0][discounts][0][coupon]={fifth} phases[1][iterations]=1 phases[1][billing_cycle_anchor]=phase_start
  phases.0.discounts.0.coupon {fifth}
  phases.1.items.0.discounts.0.coupon {fifth}
  default_settings.billing_thresholds.amount_gte 90000
GET /v1/customers test_clock={clock}
  data.0.id {frozen}
POST /v1/test_helpers/test_clocks/{clock}/advance frozen_time=1770000000
  status advancing
GET /v1/test_helpers/test_clocks/{clock}
  status ready
GET /v1/subscriptions/{plan.subscription}
  items.data.0.quantity 2
POST /v1/subscription_schedules/{plan}/release
  status released
other = POST /v1/subscription_schedules customer={frozen} start_date=1780000000 phases[0][items][0][price]={price} phases[0][iterations]=1
POST /v1/subscription_schedules/{other}/cancel
  status canceled
gone = POST /v1/test_helpers/test_clocks frozen_time=1767225600
DELETE /v1/test_helpers/test_clocks/{gone}
  deleted true

# The portal.
conf = POST /v1/billing_portal/configurations features[invoice_history][enabled]=true features[subscription_cancel][enabled]=true
GET /v1/billing_portal/configurations
  data.0.id *
POST /v1/billing_portal/configurations/{conf} business_profile[headline]=Hello
  business_profile.headline Hello
GET /v1/billing_portal/configurations/{conf}
  features.invoice_history.enabled true
POST /v1/billing_portal/sessions customer={cus} configuration={conf} return_url=https://example.com
  url *
asks = POST /v1/billing_portal/configurations features[payment_method_update][enabled]=true features[subscription_cancel][enabled]=true features[subscription_cancel][cancellation_reason][enabled]=true features[subscription_cancel][cancellation_reason][options][0]=unused
  features.subscription_cancel.cancellation_reason.options.0 unused
POST /v1/billing_portal/sessions customer={cus} configuration={asks} flow_data[type]=payment_method_update flow_data[after_completion][type]=redirect flow_data[after_completion][redirect][return_url]=https://example.com/done
  flow.after_completion.redirect.return_url https://example.com/done
POST /v1/billing_portal/sessions customer={cus} configuration={conf} flow_data[type]=payment_method_update
  ! 400

# What shops say of subscriptions beside prices.
club = POST /v1/prices currency=usd unit_amount=3100 recurring[interval]=month product_data[name]=Jazz
first = POST /v1/subscriptions customer={cus} items[0][price]={club} billing_cycle_anchor_config[day_of_month]=1 automatic_tax[enabled]=false invoice_settings[issuer][type]=self
  billing_cycle_anchor_config.day_of_month 1
POST /v1/subscriptions/{first} add_invoice_items[0][price_data][currency]=usd add_invoice_items[0][price_data][unit_amount]=300 add_invoice_items[0][price_data][product]={club.product}
GET /v1/invoiceitems customer={cus} pending=true
  data.0.amount 300
GET /v1/subscriptions plan={club}
  data.0.id {first}
bill = POST /v1/invoices customer={cus} collection_method=send_invoice days_until_due=7 shipping_details[name]=Ann shipping_details[address][line1]=1_Elm
  shipping_details.address.line1 1_Elm
GET /v1/invoices due_date[gte]={bill.due_date}
  data.0.id {bill}

# Discounts as older programs have them.
half = POST /v1/coupons percent_off=50 duration=forever
given = POST /v1/customers email=eve@example.com payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa coupon={half}
GET /v1/customers/{given}/discount
  customer {given}
DELETE /v1/customers/{given}/discount
  deleted true
monthly = POST /v1/prices currency=usd unit_amount=3100 recurring[interval]=month product_data[name]=Club
cheap = POST /v1/subscriptions customer={given} items[0][price]={monthly} discounts[0][coupon]={half} add_invoice_items[0][price_data][currency]=usd add_invoice_items[0][price_data][unit_amount]=300 add_invoice_items[0][price_data][product]={monthly.product}
  status active
GET /v1/customers/{given}/subscriptions/{cheap}/discount
  subscription {cheap}
DELETE /v1/customers/{given}/subscriptions/{cheap}/discount
  deleted true

# A subscription in the flexible billing mode.
cus = POST /v1/customers email=mo@example.com payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa
price = POST /v1/prices currency=usd unit_amount=900 recurring[interval]=month product_data[name]=Rum
sub = POST /v1/subscriptions customer={cus} items[0][price]={price}
  billing_mode.type classic
POST /v1/subscriptions/{sub}/migrate billing_mode[type]=flexible
  billing_mode.type flexible
POST /v1/subscriptions/{sub}/migrate billing_mode[type]=flexible
  ! 400
POST /v1/subscriptions/{sub}/migrate billing_mode[type]=flexible billing_mode[flexible][proration_discounts]=itemized
  billing_mode.flexible.proration_discounts itemized
POST /v1/subscriptions/{sub}/migrate billing_mode[type]=flexible billing_mode[flexible][proration_discounts]=included
  ! 400
POST /v1/invoices/create_preview subscription={sub} subscription_details[cancel_now]=true subscription_details[proration_behavior]=always_invoice
  object invoice

# A schedule gives its subscription its mode.
led = POST /v1/subscription_schedules customer={cus} start_date=now billing_mode[type]=flexible billing_mode[flexible][proration_discounts]=itemized phases[0][items][0][price]={price} phases[0][iterations]=2
  billing_mode.flexible.proration_discounts itemized
GET /v1/subscriptions/{led.subscription}
  billing_mode.flexible.proration_discounts itemized
POST /v1/invoices/create_preview schedule={led}
  total 900

# A subscription that began before it was made, with a discount of one item, and what waits for it billed each week.
cus = POST /v1/customers email=kay@example.com payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa
price = POST /v1/prices currency=usd unit_amount=3000 recurring[interval]=month product_data[name]=Rye
half = POST /v1/coupons percent_off=50 duration=forever
long = POST /v1/subscriptions customer={cus} items[0][price]={price} items[0][discounts][0][coupon]={half} backdate_start_date=1767225600 pending_invoice_item_interval[interval]=week
  start_date 1767225600
  pending_invoice_item_interval.interval_count 1
GET /v1/subscriptions/{long} expand%5B%5D=items.data.discounts
  items.data.0.discounts.0.source.coupon {half}
POST /v1/subscriptions/{long} pending_invoice_item_interval=
  next_pending_invoice_item_invoice null
POST /v1/subscriptions customer={cus} items[0][price]={price} backdate_start_date=4102444800
  ! 400
POST /v1/invoiceitems customer={cus} amount=1000 currency=usd discounts[0][coupon]={half}
  amount 1000
POST /v1/invoices/create_preview customer={cus} subscription_details[items][0][price]={price} subscription_details[start_date]=1767225600
  object invoice

# Use is billed as soon as it comes to an amount.
calls = POST /v1/prices currency=usd unit_amount=100 recurring[interval]=month recurring[usage_type]=metered product_data[name]=Calls
used = POST /v1/subscriptions customer={cus} items[0][price]={calls} billing_thresholds[amount_gte]=1000 items[0][billing_thresholds][usage_gte]=50
  billing_thresholds.amount_gte 1000
  items.data.0.billing_thresholds.usage_gte 50
POST /v1/subscriptions/{used} billing_thresholds=
  billing_thresholds null

# A final invoice is revised; delivery is part of what is paid.
cus = POST /v1/customers email=lou@example.com payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa
POST /v1/invoiceitems customer={cus} amount=1000 currency=usd
post = POST /v1/shipping_rates display_name=Post type=fixed_amount fixed_amount[amount]=200 fixed_amount[currency]=usd
first = POST /v1/invoices customer={cus} pending_invoice_items_behavior=include shipping_cost[shipping_rate]={post} rendering[pdf][page_size]=a4 rendering[amount_tax_display]=exclude_tax
  total 1200
  amount_shipping 200
  rendering.pdf.page_size a4
POST /v1/invoices/{first}/finalize
  status open
second = POST /v1/invoices from_invoice[action]=revision from_invoice[invoice]={first} shipping_cost=
  status draft
  from_invoice.invoice {first}
  total 1000
POST /v1/invoices/{second}/finalize
  status open
GET /v1/invoices/{first}
  status void
  latest_revision {second}
POST /v1/invoices from_invoice[action]=revision from_invoice[invoice]={first}
  ! 400
POST /v1/invoices/{second}/pay
  amount_paid 1000
POST /v1/invoices customer={cus} application_fee_amount=10
  ! 400

# The portal lets buyers change their plan and their details, and has a page of its own.
club = POST /v1/products name=Harbour
small = POST /v1/prices currency=usd unit_amount=900 recurring[interval]=month product={club}
large = POST /v1/prices currency=usd unit_amount=1900 recurring[interval]=month product={club}
mine = POST /v1/subscriptions customer={cus} items[0][price]={small}
whole = POST /v1/billing_portal/configurations login_page[enabled]=true features[customer_update][enabled]=true features[customer_update][allowed_updates][0]=email features[subscription_update][enabled]=true features[subscription_update][default_allowed_updates][0]=price features[subscription_update][products][0][product]={club} features[subscription_update][products][0][prices][0]={small} features[subscription_update][products][0][prices][1]={large}
  login_page.url *
  features.customer_update.allowed_updates.0 email
  features.subscription_update.products.0.prices.1 {large}
POST /v1/billing_portal/sessions customer={cus} configuration={whole} flow_data[type]=subscription_update flow_data[subscription_update][subscription]={mine}
  flow.subscription_update.subscription {mine}
POST /v1/billing_portal/sessions customer={cus} configuration={whole} flow_data[type]=customer_update
  flow.type customer_update
POST /v1/billing_portal/sessions customer={cus} configuration={whole} flow_data[type]=subscription_update_confirm flow_data[subscription_update_confirm][subscription]={mine} flow_data[subscription_update_confirm][items][0][id]={mine.items.data.0.id} flow_data[subscription_update_confirm][items][0][price]={large}
  flow.subscription_update_confirm.items.0.price {large}
off = POST /v1/coupons percent_off=20 duration=repeating duration_in_months=3
POST /v1/billing_portal/sessions customer={cus} configuration={whole} flow_data[type]=subscription_update_confirm flow_data[subscription_update_confirm][subscription]={mine} flow_data[subscription_update_confirm][items][0][id]={mine.items.data.0.id} flow_data[subscription_update_confirm][items][0][price]={large} flow_data[subscription_update_confirm][discounts][0][coupon]={off}
  flow.subscription_update_confirm.discounts.0.coupon {off}
stays = POST /v1/billing_portal/sessions customer={cus} configuration={conf} flow_data[type]=subscription_cancel flow_data[subscription_cancel][subscription]={mine} flow_data[subscription_cancel][retention][type]=coupon_offer flow_data[subscription_cancel][retention][coupon_offer][coupon]={off}
  flow.subscription_cancel.retention.coupon_offer.coupon {off}
POST /v1/billing_portal/configurations/{whole} features[subscription_update][schedule_at_period_end][conditions][0][type]=decreasing_item_amount features[subscription_update][trial_update_behavior]=continue_trial
  features.subscription_update.schedule_at_period_end.conditions.0.type decreasing_item_amount
GET /v1/billing_portal/configurations is_default=false
  data.0.id {whole}
