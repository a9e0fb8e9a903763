# A payment in steps: created, changed, confirmed, captured in part.
pi = POST /v1/payment_intents amount=2000 currency=usd capture_method=manual automatic_payment_methods[enabled]=true automatic_payment_methods[allow_redirects]=never
  status requires_payment_method
POST /v1/payment_intents/{pi} amount=2500 metadata[order]=77
  amount 2500
  metadata.order 77
POST /v1/payment_intents/{pi}/confirm payment_method=pm_card_bypassPending
  status requires_capture
  amount_capturable 2500
POST /v1/payment_intents/{pi}/capture amount_to_capture=2100
  status succeeded
  amount_received 2100
paid = GET /v1/payment_intents/{pi}
  latest_charge *
GET /v1/charges/{paid.latest_charge}
  amount_captured 2100
POST /v1/charges/{paid.latest_charge} description=Changed
  description Changed
re = POST /v1/refunds payment_intent={pi} amount=100
  status succeeded
GET /v1/refunds/{re}
  amount 100
POST /v1/refunds payment_intent={pi} amount=9999
  ! 400
GET /v1/charges/{paid.latest_charge}/refunds
  data.0.id {re}
GET /v1/balance_transactions/{re.balance_transaction}
  type refund
  net -100

# A card that is declined, and the intent that can be tried again.
no = POST /v1/payment_intents amount=2000 currency=usd automatic_payment_methods[enabled]=true automatic_payment_methods[allow_redirects]=never
POST /v1/payment_intents/{no}/confirm payment_method=pm_card_visa_chargeDeclinedInsufficientFunds
  ! 402 card_declined
GET /v1/payment_intents/{no}
  status requires_payment_method
  last_payment_error.decline_code insufficient_funds
POST /v1/payment_intents/{no}/cancel cancellation_reason=abandoned
  status canceled
POST /v1/payment_intents/{no}/confirm payment_method=pm_card_visa
  ! 400 payment_intent_unexpected_state

# Customers and their cards.
cus = POST /v1/customers email=ada@example.com name=Ada
pm = POST /v1/payment_methods type=card card[token]=tok_visa
POST /v1/payment_methods/{pm}/attach customer={cus}
  customer {cus}
POST /v1/payment_methods/{pm} billing_details[name]=Ada
  billing_details.name Ada
GET /v1/payment_methods customer={cus}
  data.0.id {pm}
GET /v1/customers/{cus}/payment_methods
  data.0.id {pm}
GET /v1/customers/{cus}/payment_methods/{pm}
  id {pm}
POST /v1/payment_methods/{pm}/detach
gone = POST /v1/customers
DELETE /v1/customers/{gone}
  deleted true

tok = POST /v1/tokens card[number]=4242424242424242 card[exp_month]=12 card[exp_year]=2034 card[cvc]=123
GET /v1/tokens/{tok}
  used false

# A card that is kept, and its CVC that is asked for again.
returning = POST /v1/customers
keptcard = POST /v1/payment_methods type=card card[number]=4000000000000127 card[exp_month]=12 card[exp_year]=2034
POST /v1/payment_methods/{keptcard}/attach customer={returning}
cvc = POST /v1/tokens cvc_update[cvc]=123
  type cvc_update
unsure = POST /v1/payment_intents amount=2000 currency=usd customer={returning} payment_method={keptcard}
POST /v1/payment_intents/{unsure}/confirm payment_method_options[card][cvc_token]={cvc} return_url=https://example.com/done
  ! 402 incorrect_cvc
POST /v1/payment_intents/{unsure}/confirm payment_method={keptcard} payment_method_options[card][cvc_token]={cvc} return_url=https://example.com/done
  ! 400 token_already_used
POST /v1/payment_intents/{unsure}/confirm payment_method={keptcard} return_url=https://example.com/done
  status succeeded
POST /v1/charges amount=100 currency=usd source={cvc}
  ! 400

# Webhook endpoints.
we = POST /v1/webhook_endpoints url=https://example.com/hook enabled_events[]=charge.succeeded
  secret *
POST /v1/webhook_endpoints/{we} disabled=true
  status disabled
DELETE /v1/webhook_endpoints/{we}
  deleted true

po = POST /v1/payouts amount=100 currency=usd
GET /v1/payouts/{po}
  amount 100
GET /v1/balance
GET /v1/customers/cus_none
  ! 404 resource_missing

# A hold is raised, captured in part, and says what it is made up of.
more = POST /v1/payment_intents amount=2000 currency=usd capture_method=manual confirm=true payment_method=pm_card_visa payment_method_types[]=card payment_method_options[card][request_incremental_authorization]=if_available amount_details[line_items][0][product_name]=Gin amount_details[line_items][0][unit_cost]=1000 amount_details[line_items][0][quantity]=2
  status requires_capture
POST /v1/payment_intents/{more}/increment_authorization amount=3000 amount_details[line_items][0][product_name]=Gin amount_details[line_items][0][unit_cost]=1000 amount_details[line_items][0][quantity]=3
  amount_capturable 3000
GET /v1/payment_intents/{more}/amount_details_line_items
  data.0.quantity 3
POST /v1/payment_intents/{more}/increment_authorization amount=2500
  ! 400
POST /v1/payment_intents/{more}/capture amount_to_capture=2800
  amount_received 2800
POST /v1/payment_intents/{more}/increment_authorization amount=4000
  ! 400 payment_intent_unexpected_state

# What is asked of methods comes back, and the charge says what there is.
wish = POST /v1/payment_intents amount=2000 currency=usd automatic_payment_methods[enabled]=true automatic_payment_methods[allow_redirects]=never excluded_payment_method_types[]=klarna payment_details[order_reference]=order-7 payment_method_options[card][request_multicapture]=if_available payment_method_options[card][network]=visa payment_method_options[card][require_cvc_recollection]=true
  excluded_payment_method_types.0 klarna
  payment_details.order_reference order-7
  payment_method_options.card.network visa
POST /v1/payment_intents/{wish} excluded_payment_method_types[]=card
  ! 400
POST /v1/payment_intents/{wish}/confirm payment_method=pm_card_mastercard
  ! 400
asked = POST /v1/payment_intents/{wish}/confirm payment_method=pm_card_visa amount_to_confirm=2000
  status succeeded
GET /v1/charges/{asked.latest_charge}
  payment_method_details.card.network visa
  payment_method_details.card.multicapture.status unavailable
