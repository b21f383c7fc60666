"""Writing in bulk: many documents in one call, files with thousands of rows in, and the same out."""
