# A card is kept, and what that leaves behind.
cus = POST /v1/customers name=Alan
seti = POST /v1/setup_intents customer={cus} usage=off_session payment_method_types[]=card
POST /v1/setup_intents/{seti} description=Kept
  description Kept
done = POST /v1/setup_intents/{seti}/confirm payment_method=pm_card_visa mandate_data[customer_acceptance][type]=online mandate_data[customer_acceptance][online][ip_address]=127.0.0.1 mandate_data[customer_acceptance][online][user_agent]=test
  status succeeded
GET /v1/mandates/{done.mandate}
  status active
GET /v1/setup_attempts setup_intent={seti}
  data.0.status succeeded
token = POST /v1/test_helpers/confirmation_tokens payment_method=pm_card_visa
GET /v1/confirmation_tokens/{token}
  payment_method_preview.type card
we = POST /v1/webhook_endpoints url=https://example.com/kept enabled_events[]=charge.failed
GET /v1/webhook_endpoints/{we}
  status enabled
DELETE /v1/webhook_endpoints/{we}

# Bank accounts are kept: at once in the euro area, after two deposits in the United States.
iban = POST /v1/setup_intents customer={cus} payment_method_types[]=sepa_debit payment_method_data[type]=sepa_debit payment_method_data[sepa_debit][iban]=DE89370400440532013000 payment_method_data[billing_details][name]=Alan payment_method_data[billing_details][email]=alan@example.com confirm=true mandate_data[customer_acceptance][type]=offline
  status succeeded
GET /v1/mandates/{iban.mandate}
  payment_method_details.type sepa_debit
us = POST /v1/setup_intents customer={cus} payment_method_types[]=us_bank_account payment_method_data[type]=us_bank_account payment_method_data[us_bank_account][account_number]=000123456789 payment_method_data[us_bank_account][routing_number]=110000000 payment_method_data[billing_details][name]=Alan confirm=true
  next_action.type verify_with_microdeposits
POST /v1/setup_intents/{us}/verify_microdeposits amounts[]=1 amounts[]=2
  ! 400 payment_method_microdeposit_verification_amounts_mismatch
POST /v1/setup_intents/{us}/verify_microdeposits amounts[]=32 amounts[]=45
  status succeeded
GET /v1/customers/{cus}/payment_methods type=us_bank_account
  data.0.type us_bank_account

# Files, and links that show them.
file = UPLOAD purpose=business_logo
link = POST /v1/file_links file={file}
POST /v1/file_links/{link} metadata[for]=print
  metadata.for print
GET /v1/file_links/{link}
  file {file}
GET /v1/files/{file}
  purpose business_logo

# What is asked of a card that is to be kept.
POST /v1/setup_intents excluded_payment_method_types[]=affirm flow_directions[]=inbound payment_method_options[card][network]=visa
  flow_directions.0 inbound
  payment_method_options.card.network visa
