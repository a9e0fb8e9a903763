# Lists that rules look into.
GET /v1/radar/value_lists
  data.0.list_items.object list
rsl = POST /v1/radar/value_lists alias=gift_senders name=Senders item_type=email metadata[why]=gifts
  object radar.value_list
POST /v1/radar/value_lists alias=gift_senders name=Again
  ! 400
GET /v1/radar/value_lists/{rsl}
  alias gift_senders
POST /v1/radar/value_lists/{rsl} name=Gifts
  name Gifts
rsli = POST /v1/radar/value_list_items value_list={rsl} value=Ann@Example.com
  value ann@example.com
POST /v1/radar/value_list_items value_list={rsl} value=nobody
  ! 400
GET /v1/radar/value_list_items value_list={rsl}
  data.0.id {rsli}
GET /v1/radar/value_list_items/{rsli}
  value_list {rsl}
DELETE /v1/radar/value_list_items/{rsli}
  deleted true
DELETE /v1/radar/value_lists/{rsl}
  deleted true

# What does not go out.
POST /v1/charges amount=2000 currency=usd source=tok_radarBlock
  ! 402 card_declined
POST /v1/charges amount=2000 currency=usd source=tok_riskLevelHighest
  ! 402 card_declined
GET /v1/charges limit=1
  data.0.outcome.type blocked
  data.0.outcome.rule block_if_highest_risk

# What somebody should look at.
ch = POST /v1/charges amount=2000 currency=usd source=tok_riskLevelElevated
  outcome.type manual_review
GET /v1/reviews
  data.0.charge {ch}
GET /v1/reviews/{ch.review}
  open true
POST /v1/reviews/{ch.review}/approve
  closed_reason approved
POST /v1/reviews/{ch.review}/approve
  ! 400

# What a bank says of a payment afterwards.
pi = POST /v1/payment_intents amount=2000 currency=usd payment_method=pm_card_createIssuerFraudRecord confirm=true return_url=https://shop.test/done
  status succeeded
list = GET /v1/radar/early_fraud_warnings payment_intent={pi}
  data.0.charge {pi.latest_charge}
GET /v1/radar/early_fraud_warnings/{list.data.0.id}
  actionable true
re = POST /v1/refunds payment_intent={pi} reason=fraudulent
  status succeeded
GET /v1/radar/early_fraud_warnings/{list.data.0.id}
  actionable false

# What would be said of a payment that nobody makes.
POST /v1/radar/payment_evaluations customer_details[email]=ann@example.com payment_details[amount]=2000 payment_details[currency]=usd payment_details[payment_method_details][payment_method]=pm_card_riskLevelHighest
  recommended_action block
  signals.fraudulent_payment.risk_level highest
POST /v1/radar/payment_evaluations customer_details[email]=ann@example.com payment_details[amount]=2000 payment_details[currency]=usd payment_details[payment_method_details][payment_method]=pm_nobody
  ! 400 resource_missing
