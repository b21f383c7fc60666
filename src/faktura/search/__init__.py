"""Full text: which documents and customers hold some words. PostgreSQL's own text search can't use its indexes below
row level security, so the words stand in a table of their own, under the tenant (decision 0013)."""
