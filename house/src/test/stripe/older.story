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
