# When a seller is paid out.
GET /v1/balance_settings
  payments.payouts.schedule.interval *
POST /v1/balance_settings payments[payouts][schedule][interval]=weekly payments[payouts][schedule][weekly_payout_days][]=friday
  payments.payouts.schedule.weekly_payout_days.0 friday
POST /v1/balance_settings payments[payouts][schedule][interval]=daily
  payments.payouts.schedule.interval daily

# Which methods are offered, and where.
pmc = POST /v1/payment_method_configurations name=Shop sepa_debit[display_preference][preference]=off
  sepa_debit.available false
POST /v1/payment_method_configurations/{pmc} sepa_debit[display_preference][preference]=on
  sepa_debit.available true
GET /v1/payment_method_configurations/{pmc}
  name Shop
all = GET /v1/payment_method_configurations
  data.0.name Shop
pmd = POST /v1/payment_method_domains domain_name=shop.example.com
  enabled true
GET /v1/payment_method_domains/{pmd}
  domain_name shop.example.com
POST /v1/payment_method_domains/{pmd} enabled=false
  apple_pay.status inactive
POST /v1/payment_method_domains/{pmd}/validate
GET /v1/payment_method_domains
  data.0.id {pmd}

# A configuration decides what a payment offers; a schedule names several days.
only = POST /v1/payment_method_configurations name=Debits card[display_preference][preference]=off sepa_debit[display_preference][preference]=on
POST /v1/payment_intents amount=2000 currency=eur payment_method_configuration={only}
  payment_method_types.0 sepa_debit
  payment_method_configuration_details.id {only}
POST /v1/balance_settings payments[payouts][schedule][interval]=monthly payments[payouts][schedule][monthly_payout_days][]=15 payments[payouts][schedule][monthly_payout_days][]=1 payments[payouts][statement_descriptor]=JUNIPER
  payments.payouts.schedule.monthly_payout_days.1 15
  payments.payouts.statement_descriptor JUNIPER
POST /v1/balance_settings payments[payouts][schedule][interval]=daily payments[payouts][statement_descriptor]=
