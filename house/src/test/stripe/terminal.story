# A counter: a place, a reader, its settings.
conf = POST /v1/terminal/configurations name=Counter tipping[usd][percentages][]=10 tipping[usd][percentages][]=15 reboot_window[start_hour]=2 reboot_window[end_hour]=4
  tipping.usd.percentages.1 15
GET /v1/terminal/configurations/{conf}
  name Counter
POST /v1/terminal/configurations/{conf} name=Desk offline[enabled]=true
  offline.enabled true
GET /v1/terminal/configurations
  data.0.id {conf}
tml = POST /v1/terminal/locations display_name=Shop address[country]=US address[line1]=Main address[city]=X address[state]=CA address[postal_code]=94110 configuration_overrides={conf}
  configuration_overrides {conf}
GET /v1/terminal/locations/{tml}
  display_name Shop
POST /v1/terminal/locations/{tml} display_name=Store metadata[floor]=2
  metadata.floor 2
GET /v1/terminal/locations
  data.0.id {tml}
POST /v1/terminal/connection_tokens location={tml}
  secret *
POST /v1/terminal/readers registration_code=nobody-knows-this location={tml}
  ! 400
tmr = POST /v1/terminal/readers registration_code=simulated-wpe label=Left location={tml}
  device_type simulated_wisepos_e
  status online
GET /v1/terminal/readers/{tmr}
  label Left
POST /v1/terminal/readers/{tmr} label=Right
  label Right
GET /v1/terminal/readers location={tml}
  data.0.id {tmr}
DELETE /v1/terminal/locations/{tml}
  ! 400

# It shows a basket, and asks.
POST /v1/terminal/readers/{tmr}/set_reader_display type=cart cart[currency]=usd cart[total]=500 cart[tax]=50 cart[line_items][0][amount]=450 cart[line_items][0][description]=Tea cart[line_items][0][quantity]=1
  action.status succeeded
POST /v1/terminal/readers/{tmr}/collect_inputs inputs[0][type]=email inputs[0][custom_text][title]=Mail inputs[0][required]=true
  action.status in_progress
POST /v1/terminal/readers/{tmr}/set_reader_display type=cart cart[currency]=usd cart[total]=500 cart[line_items][0][amount]=500 cart[line_items][0][description]=Tea cart[line_items][0][quantity]=1
  ! 400 terminal_reader_busy
POST /v1/test_helpers/terminal/readers/{tmr}/succeed_input_collection
  action.collect_inputs.inputs.0.email.value jane@example.com
POST /v1/terminal/readers/{tmr}/collect_inputs inputs[0][type]=selection inputs[0][custom_text][title]=Bag inputs[0][selection][choices][0][id]=yes inputs[0][selection][choices][0][text]=Yes
  action.type collect_inputs
POST /v1/test_helpers/terminal/readers/{tmr}/timeout_input_collection
  action.status failed
POST /v1/test_helpers/terminal/readers/{tmr}/timeout_input_collection
  ! 400
POST /v1/terminal/readers/{tmr}/cancel_action
  id {tmr}
DELETE /v1/terminal/readers/{tmr}
  deleted true
DELETE /v1/terminal/locations/{tml}
  deleted true
DELETE /v1/terminal/configurations/{conf}
  deleted true

# Cards held to readers.
shop = POST /v1/terminal/locations display_name=Shop address[country]=US address[line1]=Main address[city]=X
reader = POST /v1/terminal/readers registration_code=simulated-wpe location={shop}
pi = POST /v1/payment_intents amount=2500 currency=usd payment_method_types[]=card_present
POST /v1/terminal/readers/{reader}/process_payment_intent payment_intent={pi}
  action.status in_progress
POST /v1/test_helpers/terminal/readers/{reader}/present_payment_method
  action.status succeeded
GET /v1/payment_intents/{pi}
  status succeeded
POST /v1/terminal/readers/{reader}/refund_payment payment_intent={pi} amount=500
  action.type refund_payment
POST /v1/test_helpers/terminal/readers/{reader}/present_payment_method
  action.refund_payment.refund re_*
two = POST /v1/payment_intents amount=900 currency=usd payment_method_types[]=card_present capture_method=manual
POST /v1/terminal/readers/{reader}/collect_payment_method payment_intent={two}
POST /v1/test_helpers/terminal/readers/{reader}/present_payment_method card_present[number]=4001007020000002
  action.collect_payment_method.payment_method.type card_present
POST /v1/terminal/readers/{reader}/confirm_payment_intent payment_intent={two}
  action.status succeeded
GET /v1/payment_intents/{two}
  status requires_capture
seti = POST /v1/setup_intents payment_method_types[]=card_present
POST /v1/terminal/readers/{reader}/process_setup_intent setup_intent={seti} allow_redisplay=always
POST /v1/test_helpers/terminal/readers/{reader}/present_payment_method
  action.process_setup_intent.generated_card pm_*

# A merchant agrees to Apple's terms on a page.
POST /v1/terminal/onboarding_links link_type=apple_terms_and_conditions link_options[apple_terms_and_conditions][merchant_display_name]=Juniper
  link_type apple_terms_and_conditions

# A reader's network, and a counter in Japan.
net = POST /v1/terminal/configurations wifi[type]=personal_psk wifi[personal_psk][ssid]=shop wifi[personal_psk][password]=open-sesame cellular[enabled]=true
  wifi.personal_psk.ssid shop
DELETE /v1/terminal/configurations/{net}
mise = POST /v1/terminal/locations display_name=Mise display_name_kana=ミセ address[country]=JP address[line1]=Main address[city]=X address[postal_code]=1000001 address_kana[town]=ミナト
  address_kana.town ミナト
DELETE /v1/terminal/locations/{mise}
