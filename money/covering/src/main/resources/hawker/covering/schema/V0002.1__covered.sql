-- The chore visits all for whom something is set aside; there are few.
create index reserve_covered on covering.reserve (covered_id) where amount > 0;
