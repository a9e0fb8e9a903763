# A SEPA debit is under way until its bank answers.
pm = POST /v1/payment_methods type=sepa_debit sepa_debit[iban]=AT611904300234573201 billing_details[name]=Bob billing_details[email]=bob@example.com
  sepa_debit.last4 3201
pi = POST /v1/payment_intents amount=1000 currency=eur payment_method={pm} payment_method_types[]=sepa_debit confirm=true mandate_data[customer_acceptance][type]=offline
  status processing
GET /v1/charges/{pi.latest_charge}
  payment_method_details.sepa_debit.bank_code 19043
  payment_method_details.sepa_debit.mandate mandate*
GET /v1/payment_intents/{pi}
  status succeeded
  amount_received 1000
GET /v1/charges/{pi.latest_charge}
  status succeeded
  balance_transaction *

# One that the bank sends back.
bad = POST /v1/payment_methods type=sepa_debit sepa_debit[iban]=AT861904300235473202 billing_details[name]=Bob billing_details[email]=bob@example.com
no = POST /v1/payment_intents amount=1000 currency=eur payment_method={bad} payment_method_types[]=sepa_debit confirm=true
GET /v1/payment_intents/{no}
  status requires_payment_method
  last_payment_error.code payment_intent_payment_attempt_failed
GET /v1/charges/{no.latest_charge}
  status failed
POST /v1/payment_methods type=sepa_debit sepa_debit[iban]=AT611904300234573202 billing_details[name]=Bob billing_details[email]=bob@example.com
  ! 400

# An account in the United States is proven first.
us = POST /v1/payment_methods type=us_bank_account us_bank_account[account_number]=000123456789 us_bank_account[routing_number]=110000000 us_bank_account[account_holder_type]=individual billing_details[name]=Jane
  us_bank_account.bank_name STRIPE*
ach = POST /v1/payment_intents amount=2000 currency=usd payment_method={us} payment_method_types[]=us_bank_account confirm=true
  status requires_action
  next_action.type verify_with_microdeposits
POST /v1/payment_intents/{ach}/verify_microdeposits amounts[]=1 amounts[]=2
  ! 400 payment_method_microdeposit_verification_amounts_mismatch
POST /v1/payment_intents/{ach}/verify_microdeposits amounts[]=32 amounts[]=45
  status processing
GET /v1/payment_intents/{ach}
  status succeeded
re = POST /v1/refunds payment_intent={ach} amount=100
  amount 100
POST /v1/refunds/{re}/cancel
  ! 400
POST /v1/test_helpers/refunds/{re}/expire
  ! 400

# A published account needs no proof.
now = POST /v1/payment_intents amount=2000 currency=usd payment_method=pm_usBankAccount_insufficientFunds payment_method_types[]=us_bank_account confirm=true
  status processing
GET /v1/payment_intents/{now}
  last_payment_error.code insufficient_funds
