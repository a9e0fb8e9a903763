// card-field
