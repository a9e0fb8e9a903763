// variants
