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

# Files, and links that show them.
file = UPLOAD purpose=business_logo
link = POST /v1/file_links file={file}
POST /v1/file_links/{link} metadata[for]=print
  metadata.for print
GET /v1/file_links/{link}
  file {file}
GET /v1/files/{file}
  purpose business_logo
