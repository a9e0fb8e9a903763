# What hangs on a customer: credit, tax ids, cards in the older form, sessions and keys.
cus = POST /v1/customers email=grace@example.com name=Grace
credit = POST /v1/customers/{cus}/balance_transactions amount=-500 currency=usd description=Gift
  ending_balance -500
POST /v1/customers/{cus}/balance_transactions/{credit} description=Voucher
  description Voucher
GET /v1/customers/{cus}/balance_transactions/{credit}
  amount -500
tax = POST /v1/customers/{cus}/tax_ids type=eu_vat value=DE123456789
GET /v1/customers/{cus}/tax_ids/{tax}
  value DE123456789
DELETE /v1/customers/{cus}/tax_ids/{tax}
  deleted true
own = POST /v1/tax_ids type=eu_vat value=DE123456789
GET /v1/tax_ids/{own}
  owner.type self
DELETE /v1/tax_ids/{own}
  deleted true
src = POST /v1/customers/{cus}/sources source=tok_visa
GET /v1/customers/{cus}/sources/{src}
  last4 4242
DELETE /v1/customers/{cus}/sources/{src}
  deleted true
card = POST /v1/customers/{cus}/cards source=tok_mastercard
POST /v1/customers/{cus}/cards/{card} name=Grace
  name Grace
GET /v1/customers/{cus}/cards/{card}
  brand MasterCard
DELETE /v1/customers/{cus}/cards/{card}
  deleted true
POST /v1/customer_sessions customer={cus} components[payment_element][enabled]=true
  client_secret *
key = POST /v1/ephemeral_keys customer={cus}
  secret *
DELETE /v1/ephemeral_keys/{key}
GET /v1/customers/search query=email:'grace@example.com'
  data.0.id {cus}

# A customer sends money by bank transfer: it waits, it is used, what is left stays.
GET /v1/customers/{cus}/cash_balance
  settings.reconciliation_mode automatic
POST /v1/customers/{cus}/funding_instructions currency=eur funding_type=bank_transfer bank_transfer[type]=eu_bank_transfer bank_transfer[eu_bank_transfer][country]=DE
  bank_transfer.financial_addresses.0.iban.country DE
pi = POST /v1/payment_intents amount=3000 currency=usd customer={cus} payment_method_types[]=customer_balance payment_method_data[type]=customer_balance payment_method_options[customer_balance][funding_type]=bank_transfer payment_method_options[customer_balance][bank_transfer][type]=us_bank_transfer confirm=true
  status requires_action
  next_action.display_bank_transfer_instructions.amount_remaining 3000
in = POST /v1/test_helpers/customers/{cus}/fund_cash_balance amount=1000 currency=usd
  type funded
GET /v1/payment_intents/{pi}
  next_action.display_bank_transfer_instructions.amount_remaining 2000
GET /v1/customers/{cus}/cash_balance_transactions
  data.0.type applied_to_payment
GET /v1/customers/{cus}/cash_balance_transactions/{in}
  net_amount 1000
POST /v1/customers/{cus}/cash_balance settings[reconciliation_mode]=manual
  settings.using_merchant_default false
POST /v1/test_helpers/customers/{cus}/fund_cash_balance amount=2500 currency=usd
GET /v1/payment_intents/{pi}
  status requires_action
POST /v1/payment_intents/{pi}/apply_customer_balance
  status succeeded
GET /v1/customers/{cus}/cash_balance
  available.usd 500
paid = GET /v1/payment_intents/{pi}
GET /v1/charges/{paid.latest_charge}
  payment_method_details.type customer_balance

# A refund of it whose customer is asked where it goes is called back, or not answered in time.
asks = POST /v1/refunds payment_intent={pi} amount=500 instructions_email=ada@example.com
  status requires_action
  next_action.display_details.email_sent.email_sent_to ada@example.com
  destination_details.type us_bank_transfer
POST /v1/refunds/{asks}/cancel
  status canceled
  failure_reason merchant_request
late = POST /v1/refunds payment_intent={pi} amount=500 instructions_email=ada@example.com
POST /v1/test_helpers/refunds/{late}/expire
  status failed
  failure_balance_transaction txn_*
POST /v1/refunds/{late}/cancel
  ! 400

# What is left in a cash balance goes back to a bank account that its customer names.
POST /v1/test_helpers/customers/{cus}/fund_cash_balance amount=700 currency=usd
back = POST /v1/refunds origin=customer_balance customer={cus} amount=700 currency=usd instructions_email=ada@example.com
  status requires_action
  destination_details.type us_bank_transfer
  customer {cus}
GET /v1/customers/{cus}/cash_balance_transactions
  data.0.type return_initiated
POST /v1/refunds/{back}/cancel
  status canceled
GET /v1/customers/{cus}/cash_balance_transactions
  data.0.type return_canceled
POST /v1/refunds origin=customer_balance customer={cus} amount=99999 currency=usd instructions_email=ada@example.com
  ! 400
