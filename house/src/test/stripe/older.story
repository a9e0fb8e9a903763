# Charges without an intent, and what older programs call on them.
ch = POST /v1/charges amount=1500 currency=usd source=tok_bypassPending capture=false
  captured false
POST /v1/charges/{ch}/capture amount=1200
  amount_captured 1200
re = POST /v1/charges/{ch}/refunds amount=100
  amount 100
GET /v1/charges/{ch}/refunds/{re}
  id {re}
POST /v1/charges/{ch}/refunds/{re} metadata[why]=late
  metadata.why late
POST /v1/charges/{ch}/refund amount=200
  amount_refunded 300
GET /v1/charges/search query=amount%3E100
  object search_result
GET /v1/payment_intents/search query=amount%3E100
  object search_result

# A dispute by the charge that it is about.
bad = POST /v1/payment_intents amount=3000 currency=usd payment_method=pm_card_createDispute payment_method_types[]=card confirm=true
GET /v1/charges/{bad.latest_charge}/dispute
  status needs_response
POST /v1/charges/{bad.latest_charge}/dispute evidence[uncategorized_text]=Here submit=false
  evidence.uncategorized_text Here
POST /v1/charges/{bad.latest_charge}/dispute/close
  status lost

# A connected account's bank accounts and people, by their older names.
acct = POST /v1/accounts type=custom country=US capabilities[transfers][requested]=true
ba = POST /v1/accounts/{acct}/bank_accounts external_account=btok_us
GET /v1/accounts/{acct}/bank_accounts/{ba}
  object bank_account
POST /v1/accounts/{acct}/bank_accounts/{ba} metadata[name]=Main
  metadata.name Main
more = POST /v1/accounts/{acct}/bank_accounts external_account=btok_us_verified
DELETE /v1/accounts/{acct}/bank_accounts/{more}
  deleted true
who = POST /v1/accounts/{acct}/people first_name=Ann relationship[representative]=true
POST /v1/accounts/{acct}/people/{who} last_name=Lee
  last_name Lee
GET /v1/accounts/{acct}/people/{who}
  first_name Ann
DELETE /v1/accounts/{acct}/people/{who}
  deleted true

# A bank account in the older form, and the two amounts that came to it.
cus = POST /v1/customers
btok = POST /v1/tokens bank_account[country]=US bank_account[account_number]=000123456789 bank_account[routing_number]=110000000
  type bank_account
ba = POST /v1/customers/{cus}/sources source={btok}
  status new
POST /v1/customers/{cus}/sources/{ba}/verify amounts[]=32 amounts[]=45
  status verified
GET /v1/customers/{cus}/bank_accounts
  data.0.id {ba}
GET /v1/customers/{cus}/bank_accounts/{ba}
  status verified
POST /v1/customers/{cus}/bank_accounts/{ba} metadata[desk]=7
  metadata.desk 7
DELETE /v1/customers/{cus}/bank_accounts/{ba}
  deleted true
two = POST /v1/tokens bank_account[country]=US bank_account[account_number]=000123456789 bank_account[routing_number]=110000000
spare = POST /v1/customers/{cus}/bank_accounts source={two}
  status new
POST /v1/customers/{cus}/bank_accounts/{spare}/verify amounts[]=1 amounts[]=2
  ! 400
POST /v1/customers/{cus}/bank_accounts/{spare}/verify amounts[]=32 amounts[]=45
  status verified

# Sources: a card, a debit that is proven, money that was sent.
src = POST /v1/sources type=card token=tok_visa owner[name]=Ada
  status chargeable
POST /v1/sources/{src} metadata[order]=7
  metadata.order 7
cus = POST /v1/customers name=Ada
POST /v1/customers/{cus}/sources source={src}
  customer {cus}
POST /v1/charges amount=900 currency=usd customer={cus} source={src}
  status succeeded
DELETE /v1/customers/{cus}/sources/{src}
  status consumed
ach = POST /v1/sources type=ach_debit ach_debit[account_number]=000123456789 ach_debit[routing_number]=110000000 owner[name]=Jane
  status pending
POST /v1/sources/{ach}/verify values[]=1 values[]=2
  ! 400 bank_account_verification_failed
POST /v1/sources/{ach}/verify values[]=32 values[]=45
  status chargeable
sent = POST /v1/sources type=ach_credit_transfer currency=usd owner[email]=amount_4242@example.com
  receiver.amount_received 4242
txns = GET /v1/sources/{sent}/source_transactions
  data.0.amount 4242
GET /v1/sources/{sent}/source_transactions/{txns.data.0.id}
  amount 4242
iban = POST /v1/sources type=sepa_debit owner[name]=Jenny sepa_debit[iban]=DE89370400440532013000
debit = POST /v1/charges amount=500 currency=eur source={iban}
  status pending
told = GET /v1/events type=source.mandate_notification
GET /v1/sources/{iban}/mandate_notifications/{told.data.0.data.object.id}
  sepa_debit.last4 3000
GET /v1/sources/{iban}
  status consumed

# Usage is recorded, and summed up by period.
cus = POST /v1/customers email=meter@example.com payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa
plan = POST /v1/plans currency=usd interval=month amount=3 product[name]=Water usage_type=metered aggregate_usage=sum
sub = POST /v1/subscriptions customer={cus} items[0][plan]={plan}
  status active
POST /v1/subscription_items/{sub.items.data.0.id}/usage_records quantity=100
  quantity 100
GET /v1/subscription_items/{sub.items.data.0.id}/usage_record_summaries
  data.0.total_usage 100
POST /v1/subscription_items/{sub.items.data.0.id}/usage_records quantity=-1
  ! 400
