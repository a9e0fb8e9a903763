-- What a platform writes on the payment that its destination receives: JSON of description and metadata.
alter table transfers.movement add column notes text;
alter table transfers.payment add column notes text;
