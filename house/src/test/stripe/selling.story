# Links and ways of delivery.
price = POST /v1/prices currency=usd unit_amount=1500 product_data[name]=Mug
ship = POST /v1/shipping_rates display_name=Post type=fixed_amount fixed_amount[amount]=500 fixed_amount[currency]=usd
POST /v1/shipping_rates/{ship} metadata[by]=bike
  metadata.by bike
GET /v1/shipping_rates/{ship}
  fixed_amount.amount 500
plink = POST /v1/payment_links line_items[0][price]={price} line_items[0][quantity]=2
  active true
POST /v1/payment_links/{plink} allow_promotion_codes=true
  allow_promotion_codes true
GET /v1/payment_links/{plink}
  url *
GET /v1/payment_links/{plink}/line_items
  data.0.amount_total 3000
GET /v1/products/search query=active:'true'
  object search_result
GET /v1/prices/search query=active:'true'
  object search_result

# A checkout that its seller has told where the goods go.
cs = POST /v1/checkout/sessions mode=payment success_url=https://example.com/ok line_items[0][price]={price} line_items[0][quantity]=1 payment_intent_data[shipping][name]=Jenny payment_intent_data[shipping][address][line1]=Townsend payment_intent_data[shipping][address][country]=US
pm = POST /v1/payment_methods type=card card[token]=tok_visa
POST /v1/payment_pages/{cs}/confirm payment_method={pm} expected_amount=1500
  status complete
paid = GET /v1/checkout/sessions/{cs}
  payment_status paid
GET /v1/payment_intents/{paid.payment_intent}
  shipping.name Jenny

# What a product lets its buyers do.
club = POST /v1/products name=Club
feat = POST /v1/entitlements/features lookup_key=tasting name=Tasting
POST /v1/entitlements/features/{feat} metadata[floor]=2
  metadata.floor 2
GET /v1/entitlements/features/{feat}
  lookup_key tasting
GET /v1/entitlements/features lookup_key=tasting
  data.0.id {feat}
has = POST /v1/products/{club}/features entitlement_feature={feat}
  entitlement_feature.id {feat}
GET /v1/products/{club}/features
  data.0.id {has}
GET /v1/products/{club}/features/{has}
  entitlement_feature.name Tasting
DELETE /v1/products/{club}/features/{has}
  deleted true

# A checkout that keeps a card.
keeps = POST /v1/checkout/sessions mode=setup currency=usd success_url=https://example.com/ok
  payment_status no_payment_required
card = POST /v1/payment_methods type=card card[token]=tok_visa
POST /v1/payment_pages/{keeps}/confirm payment_method={card}
  status complete
GET /v1/setup_intents/{keeps.setup_intent}
  status succeeded

# A checkout that begins a subscription.
monthly = POST /v1/prices currency=usd unit_amount=900 recurring[interval]=month product_data[name]=Club
club = POST /v1/checkout/sessions mode=subscription success_url=https://example.com/ok line_items[0][price]={monthly} line_items[0][quantity]=2 line_items[1][price]={price} line_items[1][quantity]=1 subscription_data[metadata][plan]=gold
  amount_total 3300
card = POST /v1/payment_methods type=card card[token]=tok_visa billing_details[email]=ann@example.com
POST /v1/payment_pages/{club}/confirm payment_method={card} expected_amount=3300
  status complete
sold = GET /v1/checkout/sessions/{club}
  payment_status paid
GET /v1/subscriptions/{sold.subscription}
  status active
  metadata.plan gold
GET /v1/invoices/{sold.invoice}
  status paid
  amount_paid 3300
GET /v1/checkout/sessions subscription={sold.subscription}
  data.0.id {club}

# A link that begins one with a trial.
trial = POST /v1/payment_links line_items[0][price]={monthly} line_items[0][quantity]=1 subscription_data[trial_period_days]=7
  subscription_data.trial_period_days 7

# A payment that is invoiced.
bill = POST /v1/checkout/sessions mode=payment success_url=https://example.com/ok line_items[0][price]={price} line_items[0][quantity]=1 invoice_creation[enabled]=true customer_email=ann@example.com
card = POST /v1/payment_methods type=card card[token]=tok_visa
POST /v1/payment_pages/{bill}/confirm payment_method={card}
  status complete
billed = GET /v1/checkout/sessions/{bill}
GET /v1/invoices/{billed.invoice}
  amount_paid 1500

# What stands in a page of the seller's own: a price in two currencies, a tax number, the form in one element.
two = POST /v1/prices currency=usd unit_amount=1250 product_data[name]=Gin currency_options[eur][unit_amount]=1150
own = POST /v1/checkout/sessions mode=payment ui_mode=form return_url=https://example.com/ok line_items[0][price]={two} line_items[0][quantity]=2 tax_id_collection[enabled]=true
  ui_mode form
  tax_id_collection.required never
GET /v1/checkout/sessions/{own}
  amount_total 2500

# Things a buyer may add.
oil = POST /v1/prices currency=usd unit_amount=650 product_data[name]=Oil
offers = POST /v1/checkout/sessions mode=payment success_url=https://example.com/ok line_items[0][price]={price} line_items[0][quantity]=1 optional_items[0][price]={oil} optional_items[0][quantity]=2 optional_items[0][adjustable_quantity][enabled]=true
  amount_total 1500
  optional_items.0.price *
  optional_items.0.adjustable_quantity.maximum 99
POST /v1/payment_links line_items[0][price]={price} line_items[0][quantity]=1 optional_items[0][price]={oil} optional_items[0][quantity]=1
  optional_items.0.quantity 1

# What is metered is sold without a quantity.
water = POST /v1/prices currency=usd unit_amount=10 recurring[interval]=month recurring[usage_type]=metered product_data[name]=Water
meter = POST /v1/checkout/sessions mode=subscription success_url=https://example.com/ok line_items[0][price]={water}
  amount_total 0
thirsty = POST /v1/payment_methods type=card card[token]=tok_visa
POST /v1/payment_pages/{meter}/confirm payment_method={thirsty}
  status complete
GET /v1/checkout/sessions/{meter}/line_items
  data.0.amount_total 0

# A business that buys is asked for its name and number.
firm = POST /v1/checkout/sessions mode=payment success_url=https://example.com/ok line_items[0][price]={two} line_items[0][quantity]=1 name_collection[business][enabled]=true name_collection[individual][enabled]=true name_collection[individual][optional]=true tax_id_collection[enabled]=true customer_creation=always
  name_collection.business.enabled true
  name_collection.individual.optional true
POST /v1/payment_links line_items[0][price]={two} line_items[0][quantity]=1 tax_id_collection[enabled]=true name_collection[individual][enabled]=true
  tax_id_collection.enabled true
  name_collection.individual.enabled true

# What a link asks is changed by the words that make it; a session says what it asks of cards.
asks = POST /v1/payment_links line_items[0][price]={price} line_items[0][quantity]=1 phone_number_collection[enabled]=true restrictions[completed_sessions][limit]=3
  restrictions.completed_sessions.limit 3
POST /v1/payment_links/{asks} custom_fields[0][key]=size custom_fields[0][type]=text custom_fields[0][label][type]=custom custom_fields[0][label][custom]=Size custom_text[submit][message]=Handmade submit_type=book
  custom_text.submit.message Handmade
  custom_fields.0.key size
  phone_number_collection.enabled true
again = POST /v1/checkout/sessions mode=payment success_url=https://example.com/ok line_items[0][price]={price} line_items[0][quantity]=1 line_items[0][metadata][shelf]=4 payment_method_options[card][request_three_d_secure]=any custom_text[submit][message]=Handmade after_expiration[recovery][enabled]=true
  payment_method_options.card.request_three_d_secure any
POST /v1/checkout/sessions/{again}/expire
  after_expiration.recovery.url *

# A link's lines are changed where it lies; the server changes an open session, and says how its page looks.
GET /v1/payment_links/{asks}/line_items
cup = POST /v1/checkout/sessions mode=payment success_url=https://example.com/ok line_items[0][price]={price} line_items[0][quantity]=1 branding_settings[display_name]=Night branding_settings[button_color]=#7a2e1f consent_collection[promotions]=auto
  branding_settings.display_name Night
  consent_collection.promotions auto
POST /v1/checkout/sessions/{cup} line_items[0][price]={price} line_items[0][quantity]=3 metadata[row]=3
  metadata.row 3
POST /v1/checkout/sessions/{cup} line_items[0][id]=li_none
  ! 400 resource_missing
