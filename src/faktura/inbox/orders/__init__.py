"""Purchase orders: what was ordered, so that what is invoiced can be held against it."""
