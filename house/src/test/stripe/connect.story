# A platform opens an account for a seller and tells what it knows of it.
acct = POST /v1/accounts type=custom country=US business_type=company capabilities[card_payments][requested]=true capabilities[transfers][requested]=true company[name]=Juniper
  requirements.disabled_reason requirements.past_due
POST /v1/accounts/{acct}/capabilities/transfers requested=true
  status inactive
GET /v1/accounts/{acct}/capabilities/transfers
  requested true
person = POST /v1/accounts/{acct}/persons first_name=Jo last_name=Doe relationship[representative]=true
  relationship.representative true
GET /v1/accounts/{acct}/persons/{person}
  first_name Jo
POST /v1/accounts/{acct}/persons/{person} last_name=Roe
  last_name Roe
GET /v1/accounts/{acct}/people/{person}
  last_name Roe
POST /v1/accounts/{acct}/people/{person} first_name=Jane
  first_name Jane
DELETE /v1/accounts/{acct}/persons/{person}
  deleted true
other = POST /v1/accounts/{acct}/people first_name=Ann relationship[owner]=true
  first_name Ann
DELETE /v1/accounts/{acct}/people/{other}
  deleted true

# Where it is paid out to.
ba = POST /v1/accounts/{acct}/external_accounts external_account=btok_us_verified
  last4 6789
GET /v1/accounts/{acct}/external_accounts/{ba}
  default_for_currency true
POST /v1/accounts/{acct}/external_accounts/{ba} metadata[desk]=7
  metadata.desk 7
more = POST /v1/accounts/{acct}/bank_accounts external_account=btok_us
  object bank_account
GET /v1/accounts/{acct}/bank_accounts/{more}
  default_for_currency false
POST /v1/accounts/{acct}/bank_accounts/{more} default_for_currency=true
  default_for_currency true
DELETE /v1/accounts/{acct}/bank_accounts/{ba}
  deleted true
spare = POST /v1/accounts/{acct}/external_accounts external_account=tok_visa_debit
  object card
DELETE /v1/accounts/{acct}/external_accounts/{spare}
  deleted true
btok = POST /v1/tokens bank_account[country]=US bank_account[currency]=usd bank_account[routing_number]=110000000 bank_account[account_number]=000123456789 bank_account[account_holder_name]=Jo bank_account[account_holder_type]=individual
  type bank_account
tokened = POST /v1/accounts/{acct}/external_accounts external_account={btok}
  routing_number 110000000
POST /v1/accounts/{acct}/external_accounts external_account={btok}
  ! 400 token_already_used
DELETE /v1/accounts/{acct}/external_accounts/{tokened}
  deleted true
tok = POST /v1/tokens card[number]=4000056655665556 card[exp_month]=12 card[exp_year]=2034 card[cvc]=123
  type card
carded = POST /v1/accounts/{acct}/external_accounts external_account={tok}
  funding debit
DELETE /v1/accounts/{acct}/external_accounts/{carded}
  deleted true
credit = POST /v1/tokens card[number]=4242424242424242 card[exp_month]=12 card[exp_year]=2034 card[cvc]=123
POST /v1/accounts/{acct}/external_accounts external_account={credit}
  ! 400 invalid_card_type

# What the people tell in their own browsers comes by tokens.
ct = POST /v1/tokens account[business_type]=individual account[individual][first_name]=Jane account[individual][last_name]=Doe account[individual][id_number]=000000000 account[tos_shown_and_accepted]=true
  type account
  used false
jane = POST /v1/accounts type=custom country=US account_token={ct} capabilities[transfers][requested]=true
  business_type individual
  individual.first_name Jane
  individual.id_number_provided true
  tos_acceptance.date *
GET /v1/tokens/{ct}
  used true
POST /v1/accounts type=custom country=US account_token={ct}
  ! 400 token_already_used
renamed = POST /v1/tokens account[individual][last_name]=Roe
POST /v1/accounts/{jane} account_token={renamed}
  individual.last_name Roe
  individual.first_name Jane
pii = POST /v1/tokens pii[id_number]=000000000
  type pii
POST /v1/accounts/{jane} account_token={pii}
  ! 400
POST /v1/accounts/{jane} individual[id_number]={pii}
  individual.id_number_provided true
POST /v1/accounts/{jane} individual[id_number]={pii}
  ! 400 token_already_used
cpt = POST /v1/tokens person[first_name]=Ann person[last_name]=Lee
  type person
ann = POST /v1/accounts/{acct}/persons person_token={cpt} relationship[owner]=true
  first_name Ann
  relationship.owner true
number = POST /v1/tokens pii[id_number]=000000000
POST /v1/accounts/{acct}/persons/{ann} id_number={number}
  id_number_provided true
POST /v1/accounts/{acct}/persons person_token={cpt}
  ! 400 token_already_used
DELETE /v1/accounts/{acct}/persons/{ann}
  deleted true

# A page asks for the rest.
POST /v1/account_links account={acct} refresh_url=https://example.com/again return_url=https://example.com/done type=account_onboarding
  object account_link
  url *
POST /v1/account_links account={acct} refresh_url=https://example.com/again return_url=https://example.com/done type=sideways
  ! 400

POST /v1/accounts/{acct}/reject reason=fraud
  requirements.disabled_reason rejected.fraud
POST /v1/accounts/{acct}/unreject
  id {acct}

# Domains of wallet buttons.
domain = POST /v1/apple_pay/domains domain_name=shop.example.com
  domain_name shop.example.com
GET /v1/apple_pay/domains/{domain}
  id {domain}
DELETE /v1/apple_pay/domains/{domain}
  deleted true

# Money to an account, and back.
POST /v1/payment_intents amount=9000 currency=usd confirm=true payment_method=pm_card_bypassPending
  status succeeded
to = POST /v1/accounts
tr = POST /v1/transfers amount=1200 currency=usd destination={to} transfer_group=G1
  amount 1200
GET /v1/transfers/{tr}
  transfer_group G1
POST /v1/transfers/{tr} metadata[order]=9
  metadata.order 9
trr = POST /v1/transfers/{tr}/reversals amount=200
  amount 200
GET /v1/transfers/{tr}/reversals
  data.0.id {trr}
GET /v1/transfers/{tr}/reversals/{trr}
  transfer {tr}
POST /v1/transfers/{tr}/reversals/{trr} metadata[why]=late
  metadata.why late

# A destination charge with a fee, and what goes back of it.
pi = POST /v1/payment_intents amount=4000 currency=usd confirm=true payment_method=pm_card_bypassPending transfer_data[destination]={to} application_fee_amount=400
  application_fee_amount 400
  transfer_data.destination {to}
ch = GET /v1/charges/{pi.latest_charge}
  transfer *
fee = GET /v1/application_fees/{ch.application_fee}
  amount 400
  originating_transaction {ch}
GET /v1/application_fees charge={ch}
  data.0.id {fee}
fr = POST /v1/application_fees/{fee}/refunds amount=100
  amount 100
GET /v1/application_fees/{fee}/refunds
  data.0.id {fr}
GET /v1/application_fees/{fee}/refunds/{fr}
  fee {fee}
POST /v1/application_fees/{fee}/refunds/{fr} metadata[why]=late
  metadata.why late
POST /v1/application_fees/{fee}/refund
  refunded true
POST /v1/refunds payment_intent={pi} amount=1000 reverse_transfer=true
  transfer_reversal *

# Subscriptions share each of their payments, and sessions those that they begin.
buyer = POST /v1/customers payment_method=pm_card_visa invoice_settings[default_payment_method]=pm_card_visa
monthly = POST /v1/prices currency=usd unit_amount=1000 recurring[interval]=month product_data[name]=Tea
sub = POST /v1/subscriptions customer={buyer} items[0][price]={monthly} application_fee_percent=10 transfer_data[destination]={to}
  application_fee_percent 10.0
  transfer_data.destination {to}
GET /v1/charges customer={buyer}
  data.0.application_fee_amount 100
  data.0.transfer_data.destination {to}
POST /v1/subscriptions/{sub} application_fee_percent= transfer_data[destination]={to} transfer_data[amount_percent]=25.5
  transfer_data.amount_percent 25.5
POST /v1/subscriptions/{sub} application_fee_percent=5
  ! 400
POST /v1/subscriptions customer={buyer} items[0][price]={monthly} application_fee_percent=10
  ! 400
club = POST /v1/checkout/sessions mode=subscription success_url=https://example.com/done line_items[0][price]={monthly} line_items[0][quantity]=1 subscription_data[application_fee_percent]=12.5 subscription_data[transfer_data][destination]={to}
  status open
POST /v1/checkout/sessions/{club}/expire
  status expired
POST /v1/checkout/sessions mode=subscription success_url=https://example.com/done line_items[0][price]={monthly} line_items[0][quantity]=1 subscription_data[application_fee_percent]=101 subscription_data[transfer_data][destination]={to}
  ! 400
DELETE /v1/subscriptions/{sub}
  status canceled

# Cards of the platform's customers are shared with an account.
saved = GET /v1/customers/{buyer}/payment_methods
clone = POST /v1/payment_methods customer={buyer} payment_method={saved.data.0.id} @{to}
  card.last4 4242
clonetok = POST /v1/tokens customer={buyer} card={saved.data.0.id} @{to}
  card.last4 4242
usual = POST /v1/tokens customer={buyer} @{to}
  type card
POST /v1/tokens customer={buyer}
  ! 400

# Money from the bank, and to it.
tu = POST /v1/topups amount=2500 currency=usd description=Float
  status pending
GET /v1/topups/{tu}
  amount 2500
POST /v1/topups/{tu} metadata[week]=7
  metadata.week 7
GET /v1/topups
  data.0.id {tu}
POST /v1/topups/{tu}/cancel
  status canceled
po = POST /v1/payouts amount=100 currency=usd
  status pending

# Who asked for a payout thinks better of it.
back = POST /v1/payouts amount=100 currency=usd
  status pending
POST /v1/payouts/{back}/cancel
  status canceled

# An express account of somebody who has told everything: a link signs them in.
jo = POST /v1/accounts type=express country=US business_type=individual capabilities[card_payments][requested]=true capabilities[transfers][requested]=true business_profile[mcc]=5734 business_profile[url]=https://jo.example business_profile[name]=Jo tos_acceptance[date]=1700000000 tos_acceptance[ip]=8.8.8.8 external_account=btok_us_verified individual[first_name]=Jo individual[last_name]=Doe individual[email]=jo@example.com individual[phone]=0000000000 individual[dob][day]=1 individual[dob][month]=1 individual[dob][year]=1901 individual[address][line1]=address_full_match individual[address][city]=Schenectady individual[address][state]=NY individual[address][postal_code]=12345 individual[ssn_last_4]=0000
  type express
  payouts_enabled true
POST /v1/accounts/{jo}/login_links
  object login_link
  url *
POST /v1/accounts/{acct}/login_links
  ! 400
POST /v1/account_sessions account={jo} components[balances][enabled]=true components[payments][enabled]=true
  components.balances.enabled true
  components.payouts.enabled false

# Their money goes to them within minutes, and the platform takes it back.
POST /v1/payment_intents amount=9000 currency=usd confirm=true payment_method=pm_card_bypassPending
  status succeeded
POST /v1/transfers amount=2000 currency=usd destination={jo}
  amount 2000
GET /v1/balance @{jo}
  instant_available.0.amount 2000
fast = POST /v1/payouts amount=1000 currency=usd method=instant @{jo}
  method instant
GET /v1/payouts/{fast} @{jo}
  status paid
POST /v1/payouts/{fast}/reverse @{jo}
  amount -1000
  original_payout {fast}
POST /v1/payouts/{fast}/reverse @{jo}
  ! 400
POST /v1/payouts/{back}/reverse
  ! 400

# What was sent with a charge is a charge to who received it.
sent = GET /v1/transfers/{ch.transfer}
  destination_payment *
GET /v1/charges/{sent.destination_payment} @{to}
  source_transfer {sent}

# Papers prove what registers do not know.
mill = POST /v1/accounts type=custom country=US business_type=company capabilities[transfers][requested]=true company[name]=Mill company[tax_id]=111111111 groups[payments_pricing]=gold
  groups.payments_pricing gold
POST /v1/accounts/{mill} documents[company_tax_id_verification][files][]=file_identity_document_success settings[payouts][schedule][interval]=weekly settings[payouts][schedule][weekly_payout_days][]=tuesday settings[payouts][schedule][weekly_payout_days][]=friday
  settings.payouts.schedule.weekly_payout_days.1 friday
POST /v1/accounts/{mill} documents[proof_of_address][files][]=file_nowhere
  ! 400 resource_missing
POST /v1/accounts/{mill}/persons first_name=Jo last_name=Doe us_cfpb_data[race_details][race][]=samoan documents[passport][files][]=file_identity_document_success
  us_cfpb_data.race_details.race.0 samoan
